// Catalog, manifest and build description: what goes in comes out, what is damaged is refused.
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "indexer/index_format/build_directory.h"
#include "indexer/index_format/catalog.h"
#include "indexer/index_format/manifest.h"
#include "indexer/index_format/schema.h"
#include "tests/support/temp_tree.h"

namespace zeroline {
namespace {

namespace fs = std::filesystem;

CatalogContent SmallCatalog() {
  CatalogContent content;
  content.entries = {{3, "vpn", "network/vpn", "VPN", "How", "network", 30},
                     {1, "wifi", "network/wifi", "Connect Wi-Fi", "", "network", 10},
                     {2, "old-id", "welcome", "Welcome", "", "", 20},
                     {4, "a-mail", "mail/sync", "Mail", "", "mail", 40}};
  content.sections = {{"network", "Network and VPN", "All of it", 5, 0},
                      {"empty", "Nothing here", "", 1, 0}};
  content.redirects = {{"old/vpn", "vpn"}, {"/a/kb-1", "wifi"}};
  return content;
}

class CatalogTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(WriteCatalog(file_, SmallCatalog()));
    auto opened = Catalog::Open(file_);
    ASSERT_TRUE(opened) << opened.error().message;
    catalog_ = std::move(*opened);
  }
  testing::TempTree tree_;
  fs::path file_ = tree_.path() / "catalog.flat";
  std::unique_ptr<Catalog> catalog_;
};

TEST_F(CatalogTest, FindsByPathIdAndRedirect) {
  ASSERT_EQ(catalog_->size(), 4u);
  for (const CatalogEntry& want : SmallCatalog().entries) {
    ASSERT_TRUE(catalog_->FindPath(want.path)) << want.path;
    EXPECT_EQ(catalog_->FindPath(want.path)->docid, want.docid);
    ASSERT_TRUE(catalog_->FindId(want.id)) << want.id;
    EXPECT_EQ(catalog_->FindId(want.id)->docid, want.docid);
  }
  for (const char* none : {"", "network", "network/vpn2", "zzz", "a"}) {
    EXPECT_FALSE(catalog_->FindPath(none)) << none;
    EXPECT_FALSE(catalog_->FindId(none)) << none;
    EXPECT_FALSE(catalog_->FindRedirect(none)) << none;
  }
  EXPECT_EQ(catalog_->FindRedirect("old/vpn"), "vpn");
  EXPECT_EQ(catalog_->FindRedirect("/a/kb-1"), "wifi");
}

TEST_F(CatalogTest, OrdersEntriesSectionsAndTimes) {
  EXPECT_EQ(catalog_->entry(0).path, "mail/sync");
  EXPECT_EQ(catalog_->entry(3).path, "welcome");
  ASSERT_EQ(catalog_->section_count(), 3u);
  EXPECT_EQ(catalog_->section(0).name, "mail");  // no page: weight 0, its name as title
  EXPECT_EQ(catalog_->section(1).name, "empty");
  EXPECT_EQ(catalog_->section(2).title, "Network and VPN");
  EXPECT_EQ(catalog_->section(2).article_count, 2u);
  const auto network = catalog_->ArticlesInSection("network", 0, 10);
  ASSERT_EQ(network.size(), 2u);
  EXPECT_EQ(network[0].title, "Connect Wi-Fi");
  EXPECT_EQ(catalog_->ArticlesInSection("network", 1, 10).size(), 1u);
  EXPECT_EQ(catalog_->ArticlesInSection("network", 0, 1).size(), 1u);
  EXPECT_TRUE(catalog_->ArticlesInSection("none", 0, 10).empty());
  EXPECT_EQ(catalog_->ArticlesInSection("", 0, 10).at(0).id, "old-id");
  const auto recent = catalog_->RecentlyUpdated(2);
  ASSERT_EQ(recent.size(), 2u);
  EXPECT_EQ(recent[0].id, "a-mail");
  EXPECT_EQ(recent[1].id, "vpn");
}

TEST_F(CatalogTest, RefusesDamagedFiles) {
  const std::string good = tree_.Read("catalog.flat");
  for (std::size_t size = 0; size < good.size(); size += 11) {
    EXPECT_EQ(Catalog::Open(tree_.Write("cut.flat", good.substr(0, size))).error().code,
              ErrorCode::kCorrupt);
  }
  std::string other = good;
  other[8] = static_cast<char>(other[8] + 1);
  const auto opened = Catalog::Open(tree_.Write("other.flat", other));
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().message.find("format version"), std::string::npos);
}

TEST(CatalogEdgeTest, HoldsNothingAtAll) {
  const testing::TempTree tree;
  ASSERT_TRUE(WriteCatalog(tree.path() / "c", {}));
  const auto catalog = Catalog::Open(tree.path() / "c");
  ASSERT_TRUE(catalog);
  EXPECT_EQ((*catalog)->size(), 0u);
  EXPECT_FALSE((*catalog)->FindPath(""));
  EXPECT_TRUE((*catalog)->RecentlyUpdated(5).empty());
}

TEST(ManifestTest, RemembersAllItWasTold) {
  const testing::TempTree tree;
  Manifest want;
  want.head_commit = "abc";
  want.options = "original=en";
  ManifestFile file;
  file.path = "en/a.md";
  file.language = "en";
  file.outcome = ManifestOutcome::kDraft;
  file.size = 5000000000;
  file.modified_ns = -1;
  file.content_hash = "00ff";
  file.diagnostics = {{true, 7, "rule", "message"}};
  file.docid = 9;
  file.deflect = false;
  file.redirects = {"x", ""};
  file.anchors = {"one", "two"};
  file.headings = {{2, "one", true}};
  file.links = {{"en/b", "f", 3}};
  file.assets = {{"img.png", 4}};
  file.weight = -2;
  file.adopted_from = "en/o.md";
  want.files = {file};
  want.assets = {{"img.png", 10, 20, "ab.png"}};
  want.findings = {{"en/a.md", {false, 3, "broken-link", "gone"}}};
  ASSERT_TRUE(WriteManifest(tree.path() / "m", want));
  const Result<Manifest> got = ReadManifest(tree.path() / "m");
  ASSERT_TRUE(got) << got.error().message;
  ASSERT_EQ(got->files.size(), 1u);
  const ManifestFile& read = got->files[0];
  EXPECT_EQ(read.outcome, ManifestOutcome::kDraft);
  EXPECT_EQ(read.size, 5000000000u);
  EXPECT_EQ(read.modified_ns, -1);
  EXPECT_EQ(read.diagnostics.at(0).message, "message");
  EXPECT_TRUE(read.diagnostics.at(0).is_error);
  EXPECT_FALSE(read.deflect);
  EXPECT_EQ(read.redirects, file.redirects);
  EXPECT_EQ(read.anchors, file.anchors);
  EXPECT_EQ(read.headings.at(0).anchor, "one");
  EXPECT_TRUE(read.headings.at(0).is_explicit);
  EXPECT_EQ(read.links.at(0).target, "en/b");
  EXPECT_EQ(read.assets.at(0).line, 4);
  EXPECT_EQ(read.weight, -2);
  EXPECT_EQ(read.adopted_from, "en/o.md");
  EXPECT_EQ(got->assets.at(0).name, "ab.png");
  EXPECT_EQ(got->findings.at(0).diagnostic.rule, "broken-link");
}

TEST(ManifestTest, NoticesEveryChangedByte) {
  const testing::TempTree tree;
  Manifest manifest;
  manifest.options = "o";
  ASSERT_TRUE(WriteManifest(tree.path() / "m", manifest));
  const std::string good = tree.Read("m");
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x10);
    EXPECT_EQ(ReadManifest(tree.Write("bad", bad)).error().code, ErrorCode::kCorrupt) << i;
  }
  EXPECT_EQ(ReadManifest(tree.path() / "none").error().code, ErrorCode::kNotFound);
}

TEST(BuildInfoTest, ReadsWhatItWrote) {
  BuildInfo info;
  info.format_version = kFormatVersion;
  info.number = 41;
  info.created = 1700000000;
  info.original_language = "en";
  info.languages = {{"public", "pt-BR", 7, "print"}};
  const Result<BuildInfo> read = ParseBuildInfo(ToJson(info));
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->number, 41u);
  EXPECT_EQ(read->languages.at(0).language, "pt-BR");
  EXPECT_EQ(read->languages.at(0).article_count, 7u);
}

TEST(BuildInfoTest, RefusesWhatItCannotRead) {
  for (const char* json : {"", "{", "[]", "{}", "null", R"({"format_version":1,"number":"x"})",
                           R"({"format_version":999})"}) {
    EXPECT_EQ(ParseBuildInfo(json).error().code, ErrorCode::kCorrupt) << json;
  }
  EXPECT_NE(ParseBuildInfo(R"({"format_version":999})").error().message.find("999"),
            std::string::npos);
}

TEST(BuildDirectoryTest, KnowsTheCurrentBuild) {
  const testing::TempTree tree;
  EXPECT_EQ(CurrentBuild(tree.path()).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(ListBuilds(tree.path()).empty());
  for (const char* name : {"10", "9", ".11.tmp", "x", "012", "7x"}) {
    fs::create_directories(tree.path() / "builds" / name);
  }
  EXPECT_EQ(ListBuilds(tree.path()), (std::vector<std::uint64_t>{9, 10}));
  fs::create_symlink("builds/9", tree.path() / "current");
  EXPECT_EQ(CurrentBuild(tree.path()), 9u);
  fs::remove(tree.path() / "current");
  fs::create_symlink("builds/.11.tmp", tree.path() / "current");
  EXPECT_EQ(CurrentBuild(tree.path()).error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace zeroline
