#include "indexer/writer/glass_table.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace zeroline {
namespace {

constexpr std::size_t kDirectoryBegin = 11;
constexpr std::size_t kDirectoryEntry = 2;
// Four items of this size and their directory entries fit into a block.
constexpr std::size_t kMaxItem = (kGlassBlockSize - kDirectoryBegin - 4 * kDirectoryEntry) / 4;
constexpr std::size_t kLeafHead = 3;    // size, key length
constexpr std::size_t kBranchHead = 5;  // block number, key length
constexpr std::size_t kComponent = 2;
constexpr unsigned char kFirst = 0x20;
constexpr unsigned char kLast = 0x40;
constexpr std::uint32_t kRevision = 1;

void Put2(char* place, std::size_t value) {
  place[0] = static_cast<char>(value >> 8);
  place[1] = static_cast<char>(value);
}

void Put4(char* place, std::uint32_t value) {
  Put2(place, value >> 16);
  Put2(place + 2, value & 0xFFFF);
}

std::size_t CommonPrefix(std::string_view a, std::string_view b) {
  const std::size_t length = std::min(a.size(), b.size());
  std::size_t i = 0;
  while (i < length && a[i] == b[i]) ++i;
  return i;
}

}  // namespace

GlassTableWriter::GlassTableWriter(std::filesystem::path file, std::FILE* stream)
    : file_(std::move(file)), stream_(stream) {
  block_.bytes.resize(kGlassBlockSize);
  StartBlock(0);
  leaves_.push_back({"", 0, 0});
  // Every table begins with an item that has no key, so that every search finds a place to stand.
  AddItem("", 1, "", kFirst | kLast);
}

GlassTableWriter::~GlassTableWriter() {
  if (stream_ != nullptr) std::fclose(stream_);
}

Result<std::unique_ptr<GlassTableWriter>> GlassTableWriter::Create(
    const std::filesystem::path& file) {
  std::FILE* stream = std::fopen(file.c_str(), "wbxe");
  if (stream == nullptr) {
    return Fail(ErrorCode::kIo, "cannot create " + file.string() + ": " + std::strerror(errno));
  }
  std::setvbuf(stream, nullptr, _IOFBF, 64 * kGlassBlockSize);
  return std::unique_ptr<GlassTableWriter>(new GlassTableWriter(file, stream));
}

void GlassTableWriter::Add(std::string_view key, std::string_view tag) {
  ++entries_;
  const std::size_t first_room = kMaxItem - kLeafHead - key.size();
  if (tag.size() <= first_room) {
    AddItem(key, 1, tag, kFirst | kLast);
    return;
  }
  const std::size_t room = first_room - kComponent;
  AddItem(key, 1, tag.substr(0, first_room), kFirst);
  tag.remove_prefix(first_room);
  for (std::uint16_t component = 2; !tag.empty(); ++component) {
    const std::string_view piece = tag.substr(0, room);
    tag.remove_prefix(piece.size());
    AddItem(key, component, piece, tag.empty() ? kLast : 0);
  }
}

void GlassTableWriter::AddItem(std::string_view key, std::uint16_t component, std::string_view tag,
                               unsigned char flags) {
  const std::size_t counter = component > 1 ? kComponent : 0;
  const std::size_t size = kLeafHead + key.size() + counter + tag.size();
  if (!HasRoom(size)) {
    WriteBlock();
    StartBlock(0);
    const std::size_t cut = std::min(CommonPrefix(last_key_, key) + 1, key.size());
    leaves_.push_back({std::string(key.substr(0, cut)), component, next_block_});
  }
  char* item = PlaceItem(size);
  Put2(item, (size - kLeafHead) | static_cast<std::size_t>(flags) << 8);
  item[2] = static_cast<char>(key.size());
  std::memcpy(item + kLeafHead, key.data(), key.size());
  if (counter > 0) Put2(item + kLeafHead + key.size(), component);
  if (!tag.empty()) std::memcpy(item + size - tag.size(), tag.data(), tag.size());
  last_key_ = key;
}

void GlassTableWriter::StartBlock(unsigned level) {
  std::fill(block_.bytes.begin(), block_.bytes.end(), '\0');
  Put4(block_.bytes.data(), kRevision);
  block_.bytes[4] = static_cast<char>(level);
  block_.directory_end = kDirectoryBegin;
  block_.items_begin = kGlassBlockSize;
}

bool GlassTableWriter::HasRoom(std::size_t item_size) const {
  return block_.items_begin - block_.directory_end >= item_size + kDirectoryEntry;
}

char* GlassTableWriter::PlaceItem(std::size_t item_size) {
  block_.items_begin -= item_size;
  Put2(block_.bytes.data() + block_.directory_end, block_.items_begin);
  block_.directory_end += kDirectoryEntry;
  return block_.bytes.data() + block_.items_begin;
}

void GlassTableWriter::WriteBlock() {
  const std::size_t free = block_.items_begin - block_.directory_end;
  Put2(block_.bytes.data() + 5, free);
  Put2(block_.bytes.data() + 7, free);
  Put2(block_.bytes.data() + 9, block_.directory_end);
  if (std::fwrite(block_.bytes.data(), kGlassBlockSize, 1, stream_) != 1) failed_ = true;
  ++next_block_;
}

std::vector<GlassTableWriter::Separator> GlassTableWriter::WriteBranches(
    const std::vector<Separator>& children, unsigned level) {
  std::vector<Separator> parents;
  StartBlock(level);
  for (const Separator& child : children) {
    const bool starts = parents.empty() || !HasRoom(kBranchHead + child.key.size() + kComponent);
    if (starts) {
      if (!parents.empty()) {
        WriteBlock();
        StartBlock(level);
      }
      parents.push_back({child.key, child.component, next_block_});
    }
    // The first item of a branch block needs no key: its parent has told it already.
    const std::string_view key = starts ? std::string_view() : std::string_view(child.key);
    char* item = PlaceItem(kBranchHead + key.size() + kComponent);
    Put4(item, child.block);
    item[4] = static_cast<char>(key.size());
    std::memcpy(item + kBranchHead, key.data(), key.size());
    Put2(item + kBranchHead + key.size(), starts ? 0 : child.component);
  }
  WriteBlock();
  return parents;
}

Result<GlassRoot> GlassTableWriter::Finish() {
  WriteBlock();
  std::vector<Separator> blocks = std::move(leaves_);
  GlassRoot root;
  while (blocks.size() > 1) blocks = WriteBranches(blocks, ++root.level);
  root.block = blocks.front().block;
  root.entries = entries_;
  root.blocks = next_block_;
  const bool written = !failed_ && std::fflush(stream_) == 0 && fsync(fileno(stream_)) == 0;
  const int error = errno;
  const bool closed = std::fclose(std::exchange(stream_, nullptr)) == 0;
  if (!written || !closed) {
    return Fail(ErrorCode::kIo,
                "cannot write " + file_.string() + ": " + std::strerror(written ? errno : error));
  }
  return root;
}

}  // namespace zeroline
