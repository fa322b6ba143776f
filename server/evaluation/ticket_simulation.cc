#include "server/evaluation/ticket_simulation.h"

#include <algorithm>
#include <cstddef>
#include <random>
#include <vector>

#include "server/evaluation/ticket_noise_data.h"

namespace zeroline {
namespace {

constexpr std::size_t kLeastNoise = 2;
constexpr std::size_t kMostNoise = 5;

std::vector<std::string_view> Noise(std::string_view language, NoiseHalf half) {
  const std::string begin = std::string(language.substr(0, language.find('-'))) +
                            (half == NoiseHalf::kA ? " a: " : " b: ");
  std::vector<std::string_view> sentences;
  for (std::string_view rest = kTicketNoiseText; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    if (line.starts_with(begin)) sentences.push_back(line.substr(begin.size()));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return sentences;
}

// FNV-1a: the same on every machine, which std::hash does not promise.
std::uint64_t Hash(std::string_view text, std::uint64_t seed) {
  std::uint64_t hash = 14695981039346656037u ^ seed;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

bool EndsSentence(std::string_view text) {
  for (const std::string_view mark : {".", "?", "!", "\u3002", "\uff1f", "\uff01"}) {
    if (text.ends_with(mark)) return true;
  }
  return false;
}

}  // namespace

std::string MakeTicket(const EvaluationQuery& question, NoiseHalf half, std::uint64_t seed) {
  std::vector<std::string_view> noise = Noise(question.language, half);
  if (noise.size() < kMostNoise) return question.text;
  std::mt19937_64 random(Hash(question.id, seed));
  const std::size_t count = kLeastNoise + random() % (kMostNoise - kLeastNoise + 1);
  for (std::size_t i = 0; i < count; ++i) {
    std::swap(noise[i], noise[i + random() % (noise.size() - i)]);
  }
  const std::string asked = question.text + (EndsSentence(question.text) ? "" : ".");
  noise.resize(count);
  noise.insert(noise.begin() + static_cast<std::ptrdiff_t>(random() % (count + 1)), asked);
  std::string ticket;
  for (const std::string_view sentence : noise) {
    if (!ticket.empty()) ticket += question.language == "zh" ? "" : " ";
    ticket += sentence;
  }
  return ticket;
}

}  // namespace zeroline
