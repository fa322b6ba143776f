#include "server/web/portal/visits.h"

#include "server/web/visit_record.h"

namespace zeroline {

void RecordSearched(const Page& page, std::string_view typed, const SearchAnswer* answer) {
  RecordSearch(page.services, *page.snapshot, {page.visitor, page.language}, typed,
               OutcomeOf(answer));
}

void RecordOpened(const Page& page, const ArticleView& article) {
  RecordOpening(page.services, *page.snapshot, {page.visitor, page.language}, article);
}

}  // namespace zeroline
