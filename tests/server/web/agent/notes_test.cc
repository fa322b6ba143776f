// Flags, wishes and uses: who may write them, who sees them, and that nothing typed is lost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "server/store/ticket_number.h"
#include "server/web/agent/notes_table.h"
#include "tests/server/web/agent/world.h"

namespace zeroline::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

using Form = std::map<std::string, std::string>;
using State = WriterNote::State;

StoredArticle Internal(const std::string& audience, const std::string& path,
                       const std::string& title) {
  StoredArticle article = MakeArticle("en", path, title);
  article.audience = audience;
  article.source_path = "en/" + path + ".md";
  return article;
}

StoredArticle Sectioned() {
  StoredArticle article = MakeArticle("en", "vpn", "Connect <b>to VPN");
  article.source_path = "en/vpn.md";
  article.text = "Intro.\nWindows\nOpen it.";
  article.sections = {{"", "", 0, 0, 7}, {"Windows", "windows", 2, 7, 23}};
  return article;
}

// The body without what differs from page to page: the forms' token, and what the address names.
std::string Comparable(const WebResponse& response, const std::string& named) {
  static const std::regex token("name=\"csrf\" value=\"[^\"]*\"");
  return std::regex_replace(std::regex_replace(response.body, token, ""), std::regex(named), "it");
}

class NotesTest : public ::testing::Test {
 protected:
  NotesTest()
      : world_({Sectioned(), MakeArticle("pl", "vpn", "Połączenie z VPN"),
                Internal("internal", "master", "Master keys"),
                Internal("hr", "dismissal", "Dismissal of staff")},
               {{"/a/old-vpn", "vpn"}}),
        anna_(world_.Agent("anna")) {
    world_.config().edit_url = "https://git.example/kb/edit/main/{path}";
  }

  Browser Reader(const std::string& name, const std::vector<std::string>& roles,
                 const std::vector<std::string>& audiences) {
    const Status added = world_.identities().AddAccount({name, kPassword, roles, audiences}, "t");
    if (!added) throw std::runtime_error(added.error().message);
    return world_.SignedIn(name);
  }

  WebResponse Open(const Browser& browser, const Form& query) {
    return NoteFormDoor(world_.services(),
                        world_.templates())(browser.Get("/agent/notes/new", query));
  }
  WebResponse Send(const Browser& browser, const Form& form) {
    return KeepNoteDoor(world_.services(),
                        world_.templates())(browser.Post("/agent/notes/new", form));
  }
  WebResponse Show(const Browser& browser, const Form& query = {}) {
    return NotesDoor(world_.services(), world_.templates())(browser.Get("/agent/notes", query));
  }
  WebResponse Table(const Browser& browser) {
    return NotesTableDoor(world_.services(), world_.templates())(browser.Get("/agent/notes.csv"));
  }
  WebResponse Finish(const Browser& browser, const std::string& id) {
    return FinishNoteDoor(world_.services(), world_.templates())(
        browser.Post("/agent/notes/" + id + "/done", {}, {{"id", id}}));
  }
  WebResponse Use(const Browser& browser, const Form& form, const std::string& accept = "*/*") {
    WebRequest request = browser.Post("/agent/uses", form);
    request.headers["accept"] = accept;
    return RecordUseDoor(world_.services(), world_.templates())(request);
  }
  WriterInbox& inbox() { return world_.store().writer_inbox(); }
  std::vector<WriterNote> Notes(State state = State::kOpen) { return *inbox().List(state, 0, 99); }

  AgentWorld world_;
  Browser anna_;
};

TEST_F(NotesTest, FlagsAnArticleWithItsSection) {
  const WebResponse form =
      Open(anna_, {{"article", "vpn"}, {"language", "en"}, {"anchor", "windows"}});
  EXPECT_EQ(form.status, 200);
  EXPECT_THAT(form.body, AllOf(HasSubstr("Connect &lt;b&gt;to VPN"),
                               HasSubstr("<option value=\"windows\" selected>Windows"),
                               HasSubstr("value=\"outdated\""), Not(HasSubstr("<b>to"))));
  const WebResponse sent = Send(anna_, {{"kind", "flag"},
                                        {"article", "vpn"},
                                        {"language", "en"},
                                        {"anchor", "windows"},
                                        {"reason", "outdated"},
                                        {"text", "The menu\r\nis gone.\x01"},
                                        {"ticket", " INC-7\t"}});
  EXPECT_EQ(sent.status, 303);
  ASSERT_THAT(Notes(), SizeIs(1));
  const WriterNote note = Notes()[0];
  EXPECT_EQ(HeaderOf(sent, "Location"), "/agent/notes?kept=" + std::to_string(note.id));
  EXPECT_EQ(note.kind, WriterNote::Kind::kFlag);
  EXPECT_EQ(note.article, "vpn");
  EXPECT_EQ(note.anchor, "windows");
  EXPECT_EQ(note.title, "Connect <b>to VPN");
  EXPECT_EQ(note.audience, "public");
  EXPECT_EQ(note.version, ArticleVersion("Connect <b>to VPN", "Intro.\nWindows\nOpen it."));
  EXPECT_EQ(note.text, "The menu\nis gone.");
  EXPECT_EQ(note.ticket, "INC-7");
  EXPECT_EQ(note.by, "anna");
}

TEST_F(NotesTest, KeepsWhatWasTypedWithAFormThatIsIncomplete) {
  const struct {
    const char* name;
    Form form;
    const char* error;
  } kCases[] = {
      {"no reason",
       {{"kind", "flag"}, {"article", "vpn"}, {"text", "<i>gone"}},
       "id=\"reason-error\""},
      {"another reason",
       {{"kind", "flag"}, {"article", "vpn"}, {"reason", "ugly"}, {"text", "<i>gone"}},
       "id=\"reason-error\""},
      {"a wish without a name",
       {{"kind", "wish"}, {"language", "pl"}, {"text", "<i>gone"}},
       "id=\"title-error\""},
      {"a ticket that is none",
       {{"kind", "wish"}, {"title", "T"}, {"text", "<i>gone"}, {"ticket", std::string(101, '7')}},
       "id=\"ticket-error\""},
      {"too long a name",
       {{"kind", "wish"}, {"title", std::string(501, 't')}, {"text", "<i>gone"}},
       "id=\"title-error\""},
      {"too long a text",
       {{"kind", "wish"}, {"title", "T"}, {"text", "<i>gone" + std::string(17'000, 'x')}},
       "id=\"text-error\""},
  };
  for (const auto& one : kCases) {
    const WebResponse page = Send(anna_, one.form);
    EXPECT_EQ(page.status, 422) << one.name;
    EXPECT_THAT(page.body, AllOf(HasSubstr(one.error), HasSubstr("&lt;i&gt;gone"))) << one.name;
  }
  EXPECT_THAT(Notes(), SizeIs(0));
}

TEST_F(NotesTest, WantsAFewWordsForSomethingElse) {
  const Form form = {{"kind", "flag"}, {"article", "vpn"}, {"reason", "other"}};
  EXPECT_EQ(Send(anna_, form).status, 422);
  EXPECT_EQ(Send(anna_, {{"kind", "flag"}, {"article", "vpn"}, {"reason", "other"}, {"text", "x"}})
                .status,
            303);
}

TEST_F(NotesTest, AWishBringsTheWordsOfItsTicket) {
  NewTicket ticket;
  ticket.subject = "Drukarka 3D";
  ticket.body = "Jak <drukować>?";
  ticket.language = "pl";
  const std::string number = world_.store().tickets().Add(ticket)->number;
  const WebResponse form = Open(anna_, {{"kind", "wish"}, {"ticket", number}});
  EXPECT_THAT(form.body,
              AllOf(HasSubstr("value=\"Drukarka 3D\""), HasSubstr("Jak &lt;drukować&gt;?"),
                    HasSubstr("value=\"" + number + "\""),
                    HasSubstr("<option value=\"pl\" lang=\"pl\" selected>")));
  EXPECT_EQ(Send(anna_, {{"kind", "wish"},
                         {"title", "Drukarka 3D"},
                         {"language", "pl"},
                         {"text", "Jak <drukować>?"},
                         {"ticket", number}})
                .status,
            303);
  EXPECT_THAT(Show(anna_).body,
              AllOf(HasSubstr("Jak &lt;drukować&gt;?"), HasSubstr("/agent/queue/" + number)));
}

TEST_F(NotesTest, AWishOpensWithWhateverTheAddressSays) {
  const struct {
    const char* name;
    Form query;
    const char* want;
  } kCases[] = {
      {"nothing", {}, "name=\"kind\" value=\"wish\""},
      {"words", {{"kind", "wish"}, {"text", "pomocy \"<script>"}}, "pomocy &quot;&lt;script&gt;"},
      {"no ticket", {{"kind", "wish"}, {"ticket", "ZL-99"}}, "value=\"ZL-99\""},
      {"another language", {{"kind", "wish"}, {"language", "de"}}, "<option value=\"de\""},
      {"no language", {{"kind", "wish"}, {"language", "\"><b>"}}, "name=\"language\""},
      {"a kind that is none", {{"kind", "\"><b>"}}, "name=\"kind\" value=\"wish\""},
      {"not UTF-8", {{"kind", "wish"}, {"text", "\xFF\xFE"}}, "name=\"text\""},
      {"too long", {{"kind", "wish"}, {"text", std::string(100'000, 'a')}}, "a…</textarea>"},
  };
  for (const auto& one : kCases) {
    const WebResponse page = Open(anna_, one.query);
    EXPECT_EQ(page.status, 200) << one.name;
    EXPECT_THAT(page.body, AllOf(HasSubstr(one.want), Not(HasSubstr("\"><b>")))) << one.name;
  }
}

TEST_F(NotesTest, AFormThatWasSentTwiceIsOneNote) {
  const Form form = {{"kind", "wish"}, {"title", "Printing"}, {"text", "How?"}};
  const std::string first = HeaderOf(Send(anna_, form), "Location");
  EXPECT_EQ(HeaderOf(Send(anna_, form), "Location"), first);
  EXPECT_THAT(Notes(), SizeIs(1));
}

TEST_F(NotesTest, AForbiddenArticleIsAnUnknownOne) {
  for (const char* id : {"master", "dismissal"}) {
    const WebResponse forbidden = Open(anna_, {{"article", id}});
    const WebResponse unknown = Open(anna_, {{"article", "nothing"}});
    EXPECT_EQ(forbidden.status, 404);
    EXPECT_EQ(Comparable(forbidden, id), Comparable(unknown, "nothing"));
    EXPECT_EQ(Send(anna_, {{"kind", "flag"}, {"article", id}, {"reason", "wrong"}}).status, 404);
    EXPECT_EQ(Use(anna_, {{"article", id}}).status, 404);
    EXPECT_EQ(Comparable(Use(anna_, {{"article", id}}), id),
              Comparable(Use(anna_, {{"article", "nothing"}}), "nothing"));
  }
  EXPECT_THAT(Notes(), SizeIs(0));
  EXPECT_THAT(*inbox().ListUses("", 9), SizeIs(0));
}

TEST_F(NotesTest, ShowsNotesToWhoMayReadTheArticle) {
  const Browser hanna = Reader("hanna", {"agent"}, {"hr"});
  const Browser wera = Reader("wera", {"writer"}, {"internal"});
  ASSERT_EQ(Send(hanna, {{"kind", "flag"}, {"article", "dismissal"}, {"reason", "wrong"}}).status,
            303);
  ASSERT_EQ(Send(hanna, {{"kind", "flag"}, {"article", "vpn"}, {"reason", "unclear"}}).status, 303);
  ASSERT_EQ(Send(hanna, {{"kind", "wish"}, {"title", "Parking"}}).status, 303);
  ASSERT_EQ(Use(hanna, {{"article", "dismissal"}, {"ticket", "1"}}).status, 204);
  ASSERT_EQ(Use(hanna, {{"article", "vpn"}, {"ticket", "1"}}).status, 204);
  const std::string secret = std::to_string(Notes()[2].id);
  EXPECT_THAT(Show(hanna).body, AllOf(HasSubstr("Dismissal of staff"), HasSubstr("Parking"),
                                      HasSubstr("chip-count\">3<")));
  for (const Browser& browser : {wera, anna_}) {
    const WebResponse page = Show(browser);
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, AllOf(HasSubstr("Connect &lt;b&gt;to VPN"), HasSubstr("Parking"),
                                 HasSubstr("chip-count\">2<"), Not(HasSubstr("ismissal"))));
    EXPECT_THAT(Table(browser).body, AllOf(HasSubstr("Parking"), Not(HasSubstr("ismissal"))));
    EXPECT_EQ(Finish(browser, secret).status, 404);
    EXPECT_EQ(Comparable(Finish(browser, secret), "/" + secret + "/"),
              Comparable(Finish(browser, "999"), "/999/"));
  }
  EXPECT_THAT(Notes(), SizeIs(3));
  EXPECT_EQ(Finish(hanna, secret).status, 303);
}

TEST_F(NotesTest, ANoteAboutAnArticleThatIsGoneIsForWhoMightHaveReadIt) {
  WriterNote note;
  note.article = "gone";
  note.language = "en";
  note.audience = "hr";
  note.reason = "wrong";
  note.title = "A gone secret";
  note.by = "hanna";
  ASSERT_TRUE(inbox().Add(note));
  EXPECT_THAT(Show(anna_).body, Not(HasSubstr("A gone secret")));
  EXPECT_THAT(Show(Reader("hanna", {"agent"}, {"hr"})).body, HasSubstr("A gone secret"));
  note.article = "master";  // was public when it was flagged
  note.audience = "public";
  note.title = "A moved secret";
  ASSERT_TRUE(inbox().Add(note));
  EXPECT_THAT(Show(anna_).body, Not(HasSubstr("A moved secret")));
}

TEST_F(NotesTest, AWriterFinishesWithAWayToTheSource) {
  Browser wera = Reader("wera", {"writer"}, {});
  ASSERT_EQ(Send(anna_, {{"kind", "flag"},
                         {"article", "vpn"},
                         {"language", "en"},
                         {"reason", "wrong"},
                         {"text", "<script>alert(1)</script>"}})
                .status,
            303);
  const WebResponse open = Show(wera);
  EXPECT_THAT(open.body, AllOf(HasSubstr("https://git.example/kb/edit/main/en/vpn.md"),
                               HasSubstr("&lt;script&gt;"), Not(HasSubstr("<script>alert"))));
  const WebResponse done = Finish(wera, std::to_string(Notes()[0].id));
  EXPECT_EQ(done.status, 303);
  EXPECT_THAT(HeaderOf(done, "Location"), StartsWith("/agent/notes?done="));
  EXPECT_THAT(Show(wera).body, Not(HasSubstr("&lt;script&gt;")));
  EXPECT_THAT(Show(wera, {{"show", "done"}}).body, HasSubstr("&lt;script&gt;"));
  EXPECT_EQ(Notes(State::kDone).at(0).closed_by, "wera");
}

TEST_F(NotesTest, NumbersThatAreNoneAreUnknown) {
  for (const char* id : {"0", "-1", "x", "", "1x", "99999999999999999999999", "1 OR 1=1"}) {
    EXPECT_EQ(Finish(anna_, id).status, 404) << id;
  }
}

TEST_F(NotesTest, PagesOfNotesFollowEachOther) {
  for (int i = 0; i < 30; ++i) {
    ASSERT_EQ(Send(anna_, {{"kind", "wish"}, {"title", "Wish number " + std::to_string(i)}}).status,
              303);
  }
  EXPECT_THAT(Show(anna_).body, AllOf(HasSubstr("Wish number 29"), Not(HasSubstr("number 4<")),
                                      HasSubstr("offset=25")));
  EXPECT_THAT(Show(anna_, {{"offset", "25"}}).body,
              AllOf(HasSubstr("number 4<"), Not(HasSubstr("Wish number 29"))));
  EXPECT_EQ(Show(anna_, {{"offset", "-1"}}).status, 200);
}

TEST_F(NotesTest, CountsWhatWentIntoReplies) {
  EXPECT_EQ(Use(anna_, {{"article", "old-vpn"},
                        {"language", "en"},
                        {"version", "0a1b2c3d"},
                        {"anchor", "windows"},
                        {"ticket", "INC-1\r\nSet-Cookie: x"}})
                .status,
            204);
  const WebResponse paged = Use(anna_, {{"article", "vpn"}, {"ticket", "INC-2"}}, "text/html,*/*");
  EXPECT_EQ(paged.status, 303);
  const auto uses = *inbox().ListUses("vpn", 9);
  ASSERT_THAT(uses, SizeIs(2));
  EXPECT_THAT(Show(anna_).body, HasSubstr("2 replies"));
  for (const ArticleUse& use : uses) {
    EXPECT_EQ(use.ticket.find_first_of("\r\n"), std::string::npos);
    EXPECT_EQ(use.by, "anna");
  }
  EXPECT_EQ(Use(anna_, {{"article", "vpn"}, {"ticket", std::string(101, '1')}}).status, 400);
}

TEST_F(NotesTest, StrangersReadersAndForgedFormsChangeNothing) {
  const Form wish = {{"kind", "wish"}, {"title", "T"}};
  const Browser stranger;
  const Browser reader = Reader("rita", {"admin"}, {"internal"});
  EXPECT_EQ(Show(stranger).status, 303);
  EXPECT_THAT(HeaderOf(Show(stranger), "Location"), StartsWith("/agent/sign-in"));
  for (const Browser& browser : {stranger, reader}) {
    EXPECT_EQ(Send(browser, wish).status, 403);
    EXPECT_EQ(Use(browser, {{"article", "vpn"}}).status, 403);
    EXPECT_EQ(Finish(browser, "1").status, 403);
  }
  EXPECT_EQ(Show(reader).status, 403);
  for (const char* token : {"", "forged"}) {
    EXPECT_EQ(Send(anna_, {{"kind", "wish"}, {"title", "T"}, {"csrf", token}}).status, 403);
    EXPECT_EQ(Use(anna_, {{"article", "vpn"}, {"csrf", token}}).status, 403);
  }
  EXPECT_THAT(Notes(), SizeIs(0));
  EXPECT_THAT(*inbox().ListUses("", 9), SizeIs(0));
}

TEST_F(NotesTest, ABrokenStateIsSaid) {
  world_.BreakNotes();
  EXPECT_EQ(Send(anna_, {{"kind", "wish"}, {"title", "T"}}).status, 503);
  EXPECT_EQ(Show(anna_).status, 503);
  EXPECT_EQ(Table(anna_).status, 503);
  EXPECT_EQ(Finish(anna_, "1").status, 503);
  EXPECT_EQ(Use(anna_, {{"article", "vpn"}}).status, 503);
}

TEST(NotesTableTest, IsATableInEverySpreadsheet) {
  WriterNote note;
  note.id = 7;
  note.article = "vpn";
  note.reason = "wrong";
  note.title = "=HYPERLINK(\"http://x\")";
  note.text = "two\nlines, \"quoted\"";
  note.by = "@anna";
  note.at = 1'700'000'000;
  const std::string table = NotesCsv({note});
  EXPECT_THAT(table, StartsWith("\xEF\xBB\xBF"
                                "id,state,kind,"));
  EXPECT_THAT(table, HasSubstr("7,\"open\",\"flag\",\"vpn\""));
  EXPECT_THAT(table,
              HasSubstr(",\"'=HYPERLINK(\"\"http://x\"\")\",\"two\nlines, \"\"quoted\"\"\","));
  EXPECT_THAT(table, HasSubstr("\"'@anna\",\"2023-11-14T22:13:20Z\",\"\",\"\"\r\n"));
}

}  // namespace
}  // namespace zeroline::testing
