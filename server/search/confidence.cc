#include "server/search/confidence.h"

#include <algorithm>
#include <bitset>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include "server/search/confidence_data.h"

namespace zeroline {
namespace {

// Beyond this the logistic function is 0 or 1 to all digits.
constexpr double kMaxLogit = 40;

std::vector<std::string_view> Words(std::string_view line) {
  constexpr std::string_view kSpaces = " \t\r";
  std::vector<std::string_view> words;
  while (true) {
    const std::size_t begin = line.find_first_not_of(kSpaces);
    if (begin == std::string_view::npos || line[begin] == '#') return words;
    const std::size_t end = std::min(line.find_first_of(kSpaces, begin), line.size());
    words.push_back(line.substr(begin, end - begin));
    line.remove_prefix(end);
  }
}

std::optional<double> Number(std::string_view word) {
  double number = 0;
  const char* end = word.data() + word.size();
  const auto [stop, error] = std::from_chars(word.data(), end, number);
  if (error != std::errc() || stop != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

// One model while its lines are read.
struct Draft {
  ConfidenceModel model;
  std::bitset<kAnswerFeatures> features;
  std::optional<double> threshold, sharpness, intercept;

  // "" if nothing is missing.
  std::string Missing() const {
    if (!threshold) return "threshold";
    if (!sharpness) return "sharpness";
    if (!intercept) return "intercept";
    for (std::size_t i = 0; i < kAnswerFeatures; ++i) {
      if (!features[i]) return "feature " + std::string(kAnswerFeatureNames[i]);
    }
    return "";
  }

  ConfidenceModel Finish() const {
    ConfidenceModel finished = model;
    finished.threshold = *threshold;
    finished.sharpness = *sharpness;
    finished.intercept = *intercept;
    return finished;
  }
};

// Each returns what is wrong with the line, "" if nothing.
std::string ReadNumber(const std::vector<std::string_view>& words, double least, double most,
                       std::optional<double>* out) {
  const std::string name(words[0]);
  if (*out) return "'" + name + "' is given twice";
  const std::optional<double> number = words.size() == 2 ? Number(words[1]) : std::nullopt;
  if (!number || *number < least || *number > most) {
    char range[64];
    std::snprintf(range, sizeof range, "%g to %g", least, most);
    return "'" + name + "' must be one number from " + range;
  }
  *out = *number;
  return "";
}

std::string ReadFeature(const std::vector<std::string_view>& words, Draft* draft) {
  if (words.size() != 5) return "expected 'feature NAME MEAN SCALE WEIGHT'";
  const auto known = std::find(kAnswerFeatureNames.begin(), kAnswerFeatureNames.end(), words[1]);
  const std::string name(words[1]);
  if (known == kAnswerFeatureNames.end()) return "there is no feature '" + name + "'";
  const auto i = static_cast<std::size_t>(known - kAnswerFeatureNames.begin());
  if (draft->features[i]) return "feature '" + name + "' is given twice";
  const auto mean = Number(words[2]);
  const auto scale = Number(words[3]);
  const auto weight = Number(words[4]);
  if (!mean || !scale || !weight) return "mean, scale and weight must be numbers";
  if (*scale <= 0) return "the scale of '" + name + "' must be above 0";
  draft->features.set(i);
  draft->model.mean[i] = *mean;
  draft->model.scale[i] = *scale;
  draft->model.weight[i] = *weight;
  return "";
}

std::string ReadLine(const std::vector<std::string_view>& words, Draft* draft) {
  if (words[0] == "threshold") return ReadNumber(words, 0, 1, &draft->threshold);
  if (words[0] == "sharpness") return ReadNumber(words, 0, 1000, &draft->sharpness);
  if (words[0] == "intercept") return ReadNumber(words, -1000, 1000, &draft->intercept);
  if (words[0] == "feature") return ReadFeature(words, draft);
  return "there is no '" + std::string(words[0]) + "' here";
}

constexpr std::array<std::string_view, 2> kModelNames = {"query", "ticket"};

// The models of a file while it is read.
class FileReader {
 public:
  // Returns what is wrong with the line, "" if nothing.
  std::string Read(const std::vector<std::string_view>& words) {
    if (words.empty()) return "";
    if (words[0] == "model") return Begin(words);
    if (current_ == nullptr) return std::string(kExpectedModel);
    return ReadLine(words, &**current_);
  }

  // "" if nothing is missing.
  std::string Missing() const {
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
      const std::string missing = drafts_[i] ? drafts_[i]->Missing() : "every line";
      if (!missing.empty()) return "model '" + std::string(kModelNames[i]) + "' lacks " + missing;
    }
    return "";
  }

  ConfidenceModels Finish() const { return {drafts_[0]->Finish(), drafts_[1]->Finish()}; }

 private:
  static constexpr std::string_view kExpectedModel = "expected 'model query' or 'model ticket'";

  std::string Begin(const std::vector<std::string_view>& words) {
    const auto known = std::find(kModelNames.begin(), kModelNames.end(), words.back());
    if (words.size() != 2 || known == kModelNames.end()) return std::string(kExpectedModel);
    current_ = &drafts_[static_cast<std::size_t>(known - kModelNames.begin())];
    if (*current_) return "model '" + std::string(words[1]) + "' is given twice";
    current_->emplace();
    return "";
  }

  std::array<std::optional<Draft>, kModelNames.size()> drafts_;
  std::optional<Draft>* current_ = nullptr;
};

std::string ModelText(std::string_view name, const ConfidenceModel& model) {
  char line[160];
  std::string text = "\nmodel " + std::string(name) + "\n";
  std::snprintf(line, sizeof line, "threshold %.3f\nsharpness %.3f\nintercept %.4f\n",
                model.threshold, model.sharpness, model.intercept);
  text += line;
  for (std::size_t i = 0; i < kAnswerFeatures; ++i) {
    std::snprintf(line, sizeof line, "feature %-16s %9.5f %9.5f %9.4f\n",
                  std::string(kAnswerFeatureNames[i]).c_str(), model.mean[i], model.scale[i],
                  model.weight[i]);
    text += line;
  }
  return text;
}

}  // namespace

double ConfidenceModel::Probability(const AnswerFeatures& features) const {
  double logit = intercept;
  for (std::size_t i = 0; i < kAnswerFeatures; ++i) {
    if (weight[i] != 0) logit += weight[i] * (features[i] - mean[i]) / scale[i];
  }
  return 1 / (1 + std::exp(-std::clamp(logit, -kMaxLogit, kMaxLogit)));
}

Result<ConfidenceModels> ParseConfidence(std::string_view text, const std::string& name) {
  FileReader reader;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string wrong = reader.Read(Words(text.substr(0, end)));
    if (!wrong.empty()) {
      return Fail(ErrorCode::kInvalidArgument, name + ":" + std::to_string(number) + ": " + wrong);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const std::string missing = reader.Missing();
  if (!missing.empty()) return Fail(ErrorCode::kInvalidArgument, name + ": " + missing);
  return reader.Finish();
}

Result<ConfidenceModels> LoadConfidence(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return Fail(ErrorCode::kNotFound, file.string() + ": cannot read the file");
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  return ParseConfidence(text, file.string());
}

std::string ToText(const ConfidenceModels& models) {
  return ModelText(kModelNames[0], models.query) + ModelText(kModelNames[1], models.ticket);
}

const ConfidenceModels& BuiltInConfidence() {
  // A test holds that the file compiled in is valid; without it nothing would ever be suggested.
  static const ConfidenceModels models =
      ParseConfidence(kConfidenceText, "confidence_data.txt").value_or(ConfidenceModels());
  return models;
}

std::vector<double> HitConfidences(const ConfidenceModel& model, double answer,
                                   const std::vector<double>& scores) {
  std::vector<double> shares;
  if (scores.empty()) return shares;
  const double first = std::max(scores.front(), 1e-9);
  double total = 0;
  for (const double score : scores) {
    shares.push_back(std::exp(model.sharpness * (score / first - 1)));
    if (shares.size() <= kAnswerDepth) total += shares.back();
  }
  for (double& share : shares) share *= answer / total;
  return shares;
}

}  // namespace zeroline
