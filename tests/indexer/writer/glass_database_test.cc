// Databases written without Xapian are held against Xapian itself: its checker, and the database
// that it makes of the same documents.
#include "indexer/writer/glass_database.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "indexer/writer/xapian_database.h"
#include "tests/support/temp_tree.h"

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

class GlassDatabaseTest : public ::testing::Test {
 protected:
  // Writes the documents in pieces as segments, and whole through Xapian.
  void Write(const std::vector<TestDocument>& documents, std::size_t piece) {
    std::vector<Segment> segments;
    for (std::size_t i = 0; i < documents.size(); i += piece) {
      const auto begin = documents.begin() + static_cast<std::ptrdiff_t>(i);
      const auto end =
          documents.begin() + static_cast<std::ptrdiff_t>(std::min(i + piece, documents.size()));
      segments.push_back(MakeSegment({begin, end}));
    }
    std::vector<const Segment*> pointers;
    for (const Segment& segment : segments) pointers.push_back(&segment);
    const Status written = WriteGlassDatabase(ours_, pointers);
    ASSERT_TRUE(written) << written.error().message;
    const Status reference = WriteXapianDatabase(theirs_, pointers);
    ASSERT_TRUE(reference) << reference.error().message;
  }

  testing::TempTree tree_;
  std::string ours_ = (tree_.path() / "ours").string();
  std::string theirs_ = (tree_.path() / "theirs").string();
};

TEST_F(GlassDatabaseTest, SaysTheSameAsXapianOfTheSameDocuments) {
  const struct {
    const char* name;
    std::size_t documents;
    std::uint32_t first_docid;
    std::size_t words;
    std::size_t piece;
  } cases[] = {
      {"no documents", 0, 1, 0, 10},
      {"one document without words", 1, 1, 0, 10},
      {"one document", 1, 7, 20, 10},
      {"one leaf block", 20, 1, 20, 7},
      {"several levels and chunks", 3000, 1, 60, 400},
      {"one term list over many blocks", 3, 1, 20000, 2},
      {"docids that need three bytes", 300, 32700, 20, 100},
      {"docids that need four bytes", 30, 4194290, 20, 10},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    std::mt19937 random(4711);
    ours_ = (tree_.path() / (std::string("ours ") + c.name)).string();
    theirs_ = (tree_.path() / (std::string("theirs ") + c.name)).string();
    Write(RandomDocuments(&random, c.documents, c.first_docid, c.words), c.piece);
    if (HasFatalFailure()) return;
    ExpectSound(ours_);
    EXPECT_EQ(Dump(Xapian::Database(ours_)), Dump(Xapian::Database(theirs_)));
  }
}

TEST_F(GlassDatabaseTest, KeepsBoundsThatRankingReliesOn) {
  std::mt19937 random(1);
  Write(RandomDocuments(&random, 500, 1, 40), 100);
  const Xapian::Database ours(ours_);
  const Xapian::Database theirs(theirs_);
  EXPECT_EQ(ours.get_doclength_lower_bound(), theirs.get_doclength_lower_bound());
  EXPECT_EQ(ours.get_doclength_upper_bound(), theirs.get_doclength_upper_bound());
  EXPECT_GE(ours.get_wdf_upper_bound("XG1"), 1u);
  EXPECT_EQ(ours.get_wdf_upper_bound("XG1"), theirs.get_wdf_upper_bound("XG1"));
}

TEST_F(GlassDatabaseTest, IsUpdatedByXapianAsItsOwn) {
  std::mt19937 random(2);
  Write(RandomDocuments(&random, 1000, 1, 50), 300);
  const std::vector<TestDocument> changes = RandomDocuments(&random, 200, 3, 50);
  for (const std::string& path : {ours_, theirs_}) {
    Xapian::WritableDatabase database(path, Xapian::DB_OPEN);
    for (const TestDocument& change : changes) {
      database.replace_document(change.docid, ToXapian(change));
    }
    for (Xapian::docid docid = 500; docid < 1500; docid += 7) {
      try {
        database.delete_document(docid);
      } catch (const Xapian::DocNotFoundError&) {
      }
    }
    database.commit();
  }
  ExpectSound(ours_);
  EXPECT_EQ(Dump(Xapian::Database(ours_)), Dump(Xapian::Database(theirs_)));
}

TEST_F(GlassDatabaseTest, SaysWhichFileCannotBeWritten) {
  const Status status = WriteGlassDatabase(tree_.path() / "missing" / "text", {});
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().code, ErrorCode::kIo);
  EXPECT_NE(status.error().message.find("missing/text"), std::string::npos);
}

}  // namespace
}  // namespace zeroline
