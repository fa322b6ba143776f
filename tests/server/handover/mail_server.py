"""An SMTP server (aiosmtpd) that keeps each mail as JSON, as Python's email library understands it.

usage: mail_server.py FOLDER [--certificate FILE --key FILE] [--login USER:PASSWORD] [--refuse CODE]

Prints its port. Mails are FOLDER/0.json, FOLDER/1.json, ... A certificate offers STARTTLS, and requires it.
--refuse answers every mail with this code, "451" the first time only.
"""

import argparse
import asyncio
import base64
import email
import email.policy
import json
import os
import ssl

from aiosmtpd.smtp import SMTP, AuthResult


def understood(envelope):
    mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
    body = mail.get_body(preferencelist=("plain",))
    lines = envelope.original_content.split(b"\r\n")
    return {
        "mail_from": envelope.mail_from,
        "rcpt_tos": envelope.rcpt_tos,
        "headers": [[name, str(value)] for name, value in mail.items()],
        "text": body.get_content().replace("\r\n", "\n") if body else None,
        "attachments": [
            {
                "name": part.get_filename(),
                "type": part.get_content_type(),
                "content": base64.b64encode(part.get_payload(decode=True)).decode(),
            }
            for part in mail.iter_attachments()
        ],
        "defects": [str(defect) for part in mail.walk() for defect in part.defects],
        "longest_line": max(len(line) for line in lines),
        "is_ascii": envelope.original_content.isascii(),
        "bare_newlines": envelope.original_content.replace(b"\r\n", b"").count(b"\n"),
    }


class Keeper:
    def __init__(self, folder, refuse):
        self.folder = folder
        self.refuse = refuse
        self.count = 0

    async def handle_DATA(self, server, session, envelope):
        if self.refuse:
            answer = f"{self.refuse} not now"
            self.refuse = "" if self.refuse == "451" else self.refuse
            return answer
        draft = os.path.join(self.folder, "draft")
        with open(draft, "w", encoding="utf-8") as file:
            json.dump(understood(envelope), file, ensure_ascii=False)
        os.rename(draft, os.path.join(self.folder, f"{self.count}.json"))
        self.count += 1
        return "250 kept"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--login", default="")
    parser.add_argument("--refuse", default="")
    options = parser.parse_args()
    settings = {"data_size_limit": 64 << 20}
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)
        settings.update(tls_context=context, require_starttls=True)
    if options.login:
        user, password = options.login.split(":")

        def check(server, session, envelope, mechanism, data):
            return AuthResult(success=data.login.decode() == user and data.password.decode() == password)

        settings.update(authenticator=check, auth_required=True)

    asyncio.run(serve(Keeper(options.folder, options.refuse), settings))


async def serve(keeper, settings):
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(keeper, **settings), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    parent = os.getppid()
    while os.getppid() == parent:  # ends with whoever started it
        await asyncio.sleep(0.2)


main()
