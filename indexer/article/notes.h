// Block quotes that writers use as notes: "> [!NOTE]", ">![info]", and videos: "> [!VIDEO
// address]".
#ifndef ZEROLINE_INDEXER_ARTICLE_NOTES_H_
#define ZEROLINE_INDEXER_ARTICLE_NOTES_H_

#include <string_view>

struct cmark_node;

namespace zeroline {

// note, tip, important, warning or caution for a marker's word in any case; "" if it is none.
std::string_view NoteKind(std::string_view word);

// Replaces a block quote that begins with a marker by a custom block that writes <blockquote
// class="note">; that of a video by its paragraph, whose text becomes the address.
void MarkNote(cmark_node* quote);

}  // namespace zeroline

#endif  // ZEROLINE_INDEXER_ARTICLE_NOTES_H_
