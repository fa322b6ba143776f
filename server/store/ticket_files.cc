#include "server/store/ticket_files.h"

#include "server/store/row_reader.h"
#include "server/store/soci_library.h"
#include "server/store/ticket_number.h"
#include "server/store/token.h"

namespace zeroline {
namespace {

constexpr const char* kNoFile = "there is no such file";

Attachment AttachmentOf(const soci::row& row) {
  return {TextColumn(row, "token"), TextColumn(row, "name"), TextColumn(row, "type"),
          static_cast<std::size_t>(NumberColumn(row, "bytes"))};
}

std::string TextOf(soci::blob* blob) {
  std::string text(blob->get_len(), '\0');
  if (!text.empty()) blob->read(0, text.data(), text.size());
  return text;
}

}  // namespace

TrailStep StepOf(const soci::row& row) {
  TrailStep step;
  step.kind = ParseTrailKind(TextColumn(row, "kind")).value_or(TrailStep::Kind::kSearched);
  step.at = NumberColumn(row, "at");
  step.text = TextColumn(row, "text");
  step.article = TextColumn(row, "article");
  step.language = TextColumn(row, "language");
  step.title = TextColumn(row, "title");
  step.anchor = TextColumn(row, "anchor");
  step.build = NumberColumn(row, "build");
  return step;
}

void ClaimUploads(soci::session& session, long long serial,
                  const std::vector<std::string>& tokens) {
  int position = 0;
  for (const std::string& token : tokens) {
    session << "UPDATE attachment SET serial = :serial, position = :position"
               " WHERE token = :token AND serial IS NULL",
        soci::use(serial), soci::use(position), soci::use(token);
    ++position;
  }
}

std::vector<Attachment> AttachmentsOf(soci::session& session, long long serial) {
  const soci::rowset<soci::row> rows =
      (session.prepare << "SELECT token, name, type, bytes FROM attachment"
                          " WHERE serial = :serial ORDER BY position",
       soci::use(serial));
  std::vector<Attachment> found;
  for (const soci::row& row : rows) found.push_back(AttachmentOf(row));
  return found;
}

Result<Attachment> Tickets::KeepUpload(const Upload& upload) {
  if (upload.content.empty()) return Fail(ErrorCode::kInvalidArgument, "the file is empty");
  return connection_.Change<Attachment>(
      "keep the file", [&](soci::session& session) -> Result<Attachment> {
        const Attachment kept{NewToken(), upload.name, upload.type, upload.content.size()};
        const long long now = connection_.Now();
        const auto bytes = static_cast<long long>(kept.bytes);
        soci::blob content(session);
        content.write(0, upload.content.data(), upload.content.size());
        session << "INSERT INTO attachment (token, created, name, type, bytes, content) VALUES"
                   " (:token, :created, :name, :type, :bytes, :content)",
            soci::use(kept.token), soci::use(now), soci::use(kept.name), soci::use(kept.type),
            soci::use(bytes), soci::use(content);
        return kept;
      });
}

Result<Attachment> Tickets::FindUpload(std::string_view token) {
  return connection_.Read<Attachment>(
      "find the file", [&](soci::session& session) -> Result<Attachment> {
        const std::string wanted(token);
        const soci::rowset<soci::row> rows =
            (session.prepare << "SELECT token, name, type, bytes FROM attachment"
                                " WHERE token = :token AND serial IS NULL",
             soci::use(wanted));
        for (const soci::row& row : rows) return AttachmentOf(row);
        return Fail(ErrorCode::kNotFound, kNoFile);
      });
}

Result<Upload> Tickets::ReadAttachment(std::string_view number, std::string_view token) {
  const std::optional<std::int64_t> parsed = ParseTicketNumber(number);
  if (!parsed) return Fail(ErrorCode::kNotFound, kNoFile);
  return connection_.Read<Upload>("read the file", [&](soci::session& session) -> Result<Upload> {
    const long long serial = *parsed;
    const std::string wanted(token);
    Upload upload;
    soci::blob content(session);
    session << "SELECT name, type, content FROM attachment"
               " WHERE token = :token AND serial = :serial",
        soci::use(wanted), soci::use(serial), soci::into(upload.name), soci::into(upload.type),
        soci::into(content);
    if (!session.got_data()) return Fail(ErrorCode::kNotFound, kNoFile);
    upload.content = TextOf(&content);
    return upload;
  });
}

}  // namespace zeroline
