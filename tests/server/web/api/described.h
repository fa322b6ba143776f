// Holds what the API answers against what its description says.
#ifndef ZEROLINE_TESTS_SERVER_WEB_API_DESCRIBED_H_
#define ZEROLINE_TESTS_SERVER_WEB_API_DESCRIBED_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "server/web/api/api.h"

namespace zeroline::testing {

// What of JSON Schema the description uses.
inline void ExpectShape(const nlohmann::json& value, const nlohmann::json& schema,
                        const std::string& where) {
  static const nlohmann::json description = nlohmann::json::parse(ApiDescription());
  if (schema.contains("$ref")) {
    const std::string reference = schema["$ref"];
    return ExpectShape(value, description.at(nlohmann::json::json_pointer(reference.substr(1))),
                       where);
  }
  std::vector<std::string> types;
  if (schema["type"].is_array()) {
    types = schema["type"].get<std::vector<std::string>>();
  } else {
    types.push_back(schema["type"]);
  }
  const auto is = [&](const std::string& type) {
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
           (type == "string" && value.is_string()) || (type == "null" && value.is_null()) ||
           (type == "integer" && value.is_number_integer()) ||
           (type == "boolean" && value.is_boolean()) || (type == "number" && value.is_number());
  };
  EXPECT_TRUE(std::any_of(types.begin(), types.end(), is)) << where << ": " << value;
  for (const auto& name : schema.value("required", nlohmann::json::array())) {
    EXPECT_TRUE(value.contains(name.get<std::string>())) << where << " lacks " << name;
  }
  if (value.is_object() && schema.contains("properties")) {
    for (const auto& [name, member] : value.items()) {
      ASSERT_TRUE(schema["properties"].contains(name)) << where << " has undescribed " << name;
      ExpectShape(member, schema["properties"][name], where + "." + name);
    }
  }
  if (value.is_array()) {
    for (const nlohmann::json& item : value) ExpectShape(item, schema["items"], where + "[]");
  }
}

// The answer is one that the OpenAPI document describes for this path and method.
inline void ExpectDescribed(const WebResponse& response, const std::string& path,
                            const std::string& method) {
  const nlohmann::json description = nlohmann::json::parse(ApiDescription());
  nlohmann::json answer =
      description["paths"][path][method]["responses"][std::to_string(response.status)];
  if (answer.contains("$ref")) {
    answer =
        description.at(nlohmann::json::json_pointer(answer["$ref"].get<std::string>().substr(1)));
  }
  ASSERT_TRUE(answer.contains("content")) << path << " does not describe " << response.status;
  ASSERT_TRUE(answer["content"].contains(response.content_type)) << response.content_type;
  ExpectShape(nlohmann::json::parse(response.body),
              answer["content"][response.content_type]["schema"],
              path + " " + std::to_string(response.status));
}

}  // namespace zeroline::testing

#endif  // ZEROLINE_TESTS_SERVER_WEB_API_DESCRIBED_H_
