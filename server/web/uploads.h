// Files that strangers send: what they are by their content, and names that are safe to keep.
//
// All functions are pure and accept any bytes.
#ifndef ZEROLINE_SERVER_WEB_UPLOADS_H_
#define ZEROLINE_SERVER_WEB_UPLOADS_H_

#include <string>
#include <string_view>

namespace zeroline {

inline constexpr std::size_t kMaxFileNameCharacters = 100;

// The type of a file that people attach to a request, by its first bytes: PNG, JPEG, GIF, WebP,
// HEIC, PDF, or plain text in UTF-8 (logs). "" for anything else; what its sender calls it does not
// count.
std::string_view TypeOfUpload(std::string_view content);

// What a file chooser may offer: the `accept` attribute.
std::string_view AcceptedUploads();

// `name` without folders and control characters, cut in the middle if it is long, so that its
// ending stays; "file" if nothing is left. Unicode's marks that change the direction of writing go
// too: they make "exe.gpj" look like a picture.
std::string SafeFileName(std::string_view name);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_UPLOADS_H_
