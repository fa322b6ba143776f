#include "indexer/commands/section_dating.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "indexer/article/raw_sections.h"
#include "indexer/source/source_tree.h"

namespace zeroline {

std::optional<SaidHashes> HashesOf(std::string_view content) {
  const std::optional<RawSections> raw = SplitSections(content);
  if (!raw) return std::nullopt;
  SaidHashes said = {raw->body};
  for (const RawSection& section : raw->sections) said.insert(section.hash);
  for (const RawSection& section : WithoutTitle(raw->sections)) said.insert(section.hash);
  if (!raw->original_version.empty()) said.insert(StampHash(raw->original_version));
  return said;
}

std::uint64_t StampHash(std::string_view original_version) {
  const std::string hex = ContentHash("original_version: " + std::string(original_version));
  std::uint64_t hash = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), hash, 16);
  return hash == 0 ? 1 : hash;
}

SectionDating::SectionDating(const DatingFacts& facts, ManifestFile* entry) : facts_(facts) {
  if (facts.before != nullptr) {
    for (const ManifestRevision& known : facts.before->revisions) {
      known_.emplace(known.hash, known.changed);
    }
    known_.emplace(facts.before->stamp.hash, facts.before->stamp.changed);
  }
  for (ManifestRevision& revision : entry->revisions) open_.push_back(&revision);
  if (entry->stamp.hash != 0) open_.push_back(&entry->stamp);
  const GitFile* file = facts.file;
  if (file == nullptr || (file->is_edited && file->head_content.empty())) {
    for (ManifestRevision* revision : open_) TakeUncommitted(revision);
    open_.clear();
  } else {
    step_ = file->is_edited ? 0 : 1;
  }
}

// Step 0 is what HEAD says, then come the older versions, and what was there before them.
std::string SectionDating::ObjectAt(std::size_t step) const {
  if (step == 0) return facts_.file->head_content;
  const std::vector<GitVersion>& versions = facts_.file->versions;
  if (step < versions.size()) return versions[step].content;
  const bool has_former = step == versions.size() && !versions.empty();
  return has_former ? facts_.file->former_content : "";
}

std::vector<std::string> SectionDating::Next(std::size_t count) const {
  std::vector<std::string> objects;
  for (std::size_t step = step_; !open_.empty() && objects.size() < count; ++step) {
    std::string object = ObjectAt(step);
    if (object.empty()) break;
    objects.push_back(std::move(object));
  }
  return objects;
}

void SectionDating::Take(const std::optional<SaidHashes>& said) {
  if (said) {
    std::erase_if(open_, [&](ManifestRevision* revision) {
      if (said->contains(revision->hash)) return false;
      if (step_ == 0) {
        TakeUncommitted(revision);
      } else {
        revision->changed = facts_.file->versions[step_ - 1].time;
      }
      return true;
    });
  }
  ++step_;
}

void SectionDating::Finish() {
  for (ManifestRevision* revision : open_) Settle(revision);
  open_.clear();
}

// It was there before everything that was asked.
void SectionDating::Settle(ManifestRevision* revision) {
  const GitFile& file = *facts_.file;
  const bool is_complete = step_ >= file.versions.size();
  const bool is_older = file.versions.empty() || !file.former_content.empty();
  if (is_complete && is_older && !facts_.is_whole) {
    const auto known = known_.find(revision->hash);
    is_lost_ = is_lost_ || known == known_.end();
    if (known != known_.end()) revision->changed = known->second;
    return;
  }
  if (file.versions.empty()) {
    revision->changed = file.updated > 0 ? file.updated : facts_.modified;
  } else {
    const std::size_t asked = std::clamp<std::size_t>(step_, 1, file.versions.size());
    revision->changed = file.versions[asked - 1].time;
  }
}

// What was there uncommitted at the last build is as old as it was then.
void SectionDating::TakeUncommitted(ManifestRevision* revision) const {
  const auto known = known_.find(revision->hash);
  const bool is_known = known != known_.end() && !facts_.before->updated_is_from_git;
  revision->changed = is_known ? known->second : facts_.modified;
}

}  // namespace zeroline
