// Databases made from segments are held against what Xapian makes of the same documents one by one.
#include "indexer/writer/xapian_database.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <filesystem>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "indexer/writer/segment.h"
#include "tests/support/temp_tree.h"

// Xapian's own checker deletes an object by a base type of another size, which AddressSanitizer
// would report as ours.
extern "C" const char* __asan_default_options() { return "new_delete_type_mismatch=0"; }

namespace zeroline {
namespace {

struct TestDocument {
  std::uint32_t docid = 0;
  std::map<std::string, std::uint32_t> terms;
};

Segment MakeSegment(const std::vector<TestDocument>& documents) {
  SegmentBuilder builder;
  for (const TestDocument& document : documents) {
    builder.BeginDocument(document.docid);
    for (const auto& [term, wdf] : document.terms) builder.Add(term, wdf);
    builder.EndDocument();
  }
  return builder.Finish();
}

Xapian::Document ToXapian(const TestDocument& document) {
  Xapian::Document made;
  for (const auto& [term, wdf] : document.terms) made.add_term(term, wdf);
  return made;
}

// Everything a database says, as text.
std::string Dump(const Xapian::Database& database) {
  std::ostringstream out;
  out << database.get_doccount() << ' ' << database.get_lastdocid() << ' '
      << database.get_total_length() << '\n';
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    out << *term << ' ' << term.get_termfreq() << ' ' << database.get_collection_freq(*term);
    for (auto post = database.postlist_begin(*term); post != database.postlist_end(*term); ++post) {
      out << ' ' << *post << ':' << post.get_wdf();
    }
    out << '\n';
  }
  for (auto post = database.postlist_begin(""); post != database.postlist_end(""); ++post) {
    out << *post << '=' << database.get_doclength(*post);
    for (auto term = database.termlist_begin(*post); term != database.termlist_end(*post); ++term) {
      out << ' ' << *term << ':' << term.get_wdf();
    }
    out << '\n';
  }
  return out.str();
}

void ExpectSound(const std::string& path) {
  std::ostringstream report;
  EXPECT_EQ(Xapian::Database::check(path, Xapian::DBCHECK_SHOW_STATS, &report), 0u)
      << report.str().substr(0, 2000);
}

// Words of a language-like distribution: few frequent ones, many rare ones, some as long as
// allowed.
std::string RandomTerm(std::mt19937* random) {
  const double u = std::uniform_real_distribution<>(0, 1)(*random);
  const int rank = static_cast<int>(1.0 / (u + 0.0002));
  std::string term = "XG" + std::to_string(rank);
  if (rank % 97 == 0) term += std::string(240 - term.size(), 'x');
  if (rank % 89 == 0) term += std::string("\0z", 2);
  return term;
}

std::vector<TestDocument> RandomDocuments(std::mt19937* random, std::size_t count,
                                          std::uint32_t first_docid, std::size_t words) {
  std::vector<TestDocument> documents(count);
  std::uint32_t docid = first_docid;
  for (TestDocument& document : documents) {
    document.docid = docid;
    docid += 1 + static_cast<std::uint32_t>((*random)() % 3);
    for (std::size_t i = 0; i < words; ++i) {
      document.terms[RandomTerm(random)] += static_cast<std::uint32_t>((*random)() % 300) / 200;
    }
    document.terms["Q" + std::to_string(document.docid)] = 0;
  }
  return documents;
}

std::vector<Segment> MakeSegments(const std::vector<TestDocument>& documents, std::size_t piece) {
  std::vector<Segment> segments;
  for (std::size_t i = 0; i < documents.size(); i += piece) {
    const auto begin = documents.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end =
        documents.begin() + static_cast<std::ptrdiff_t>(std::min(i + piece, documents.size()));
    segments.push_back(MakeSegment({begin, end}));
  }
  return segments;
}

std::vector<const Segment*> Pointers(const std::vector<Segment>& segments) {
  std::vector<const Segment*> pointers;
  for (const Segment& segment : segments) pointers.push_back(&segment);
  return pointers;
}

class XapianDatabaseTest : public ::testing::Test {
 protected:
  // The same documents one by one, without segments.
  void WriteReference(const std::vector<TestDocument>& documents) {
    Xapian::WritableDatabase database(theirs_, Xapian::DB_CREATE_OR_OVERWRITE);
    for (const TestDocument& document : documents) {
      database.replace_document(document.docid, ToXapian(document));
    }
    database.commit();
  }

  testing::TempTree tree_;
  std::string ours_ = (tree_.path() / "ours").string();
  std::string theirs_ = (tree_.path() / "theirs").string();
};

TEST_F(XapianDatabaseTest, SaysTheSameHoweverDocumentsAreBatched) {
  std::mt19937 random(1);
  for (const std::size_t piece : {1u, 300u, 5000u}) {
    const std::vector<TestDocument> documents = RandomDocuments(&random, 700, 1, 50);
    const std::vector<Segment> segments = MakeSegments(documents, piece);
    std::filesystem::remove_all(ours_);
    const Status written = WriteXapianDatabase(ours_, Pointers(segments));
    ASSERT_TRUE(written) << written.error().message;
    WriteReference(documents);
    ExpectSound(ours_);
    EXPECT_EQ(Dump(Xapian::Database(ours_)), Dump(Xapian::Database(theirs_))) << piece;
  }
}

TEST_F(XapianDatabaseTest, UpdatesToWhatAFreshDatabaseSays) {
  std::mt19937 random(2);
  std::map<std::uint32_t, TestDocument> documents;
  for (TestDocument& document : RandomDocuments(&random, 600, 1, 50)) {
    documents[document.docid] = document;
  }
  std::vector<TestDocument> before;
  for (const auto& [docid, document] : documents) before.push_back(document);
  ASSERT_TRUE(WriteXapianDatabase(ours_, Pointers(MakeSegments(before, 200))));

  const std::vector<TestDocument> changes = RandomDocuments(&random, 100, 3, 50);
  for (const TestDocument& change : changes) documents[change.docid] = change;
  std::vector<std::uint32_t> removed;
  for (const TestDocument& document : before) {
    if (document.docid % 7 != 0 || document.docid < 500) continue;
    removed.push_back(document.docid);
    documents.erase(document.docid);
  }
  const std::vector<Segment> segments = MakeSegments(changes, 30);
  const Status updated = UpdateXapianDatabase(ours_, Pointers(segments), removed);
  ASSERT_TRUE(updated) << updated.error().message;

  std::vector<TestDocument> after;
  for (const auto& [docid, document] : documents) after.push_back(document);
  WriteReference(after);
  ExpectSound(ours_);
  EXPECT_EQ(Dump(Xapian::Database(ours_)), Dump(Xapian::Database(theirs_)));
}

TEST_F(XapianDatabaseTest, SaysWhichFolderCannotBeWritten) {
  const Status status = WriteXapianDatabase(tree_.path() / "missing" / "text", {});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kIo);
  EXPECT_NE(status.error().message.find("missing/text"), std::string::npos);
}

}  // namespace
}  // namespace zeroline
