// Random names that nobody can guess: of visitors, of intents, of files, of the secret in a
// confirmation.
#ifndef ZEROLINE_SERVER_STORE_TOKEN_H_
#define ZEROLINE_SERVER_STORE_TOKEN_H_

#include <string>
#include <string_view>

namespace zeroline {

// 128 random bits as 32 hexadecimal digits, small letters. Thread-safe.
std::string NewToken();

// Whether `text` has that form.
bool IsToken(std::string_view text);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_STORE_TOKEN_H_
