// GET /api/v1/openapi.json, and the answer to what the description does not name.
#include <string>

#include "server/web/api/api.h"
#include "server/web/problem.h"

namespace zeroline {
namespace {

constexpr std::string_view kDescription = R"json({
  "openapi": "3.1.0",
  "info": {
    "title": "Zeroline",
    "version": "1.0.0",
    "summary": "Search a support knowledge base, read its articles, send a request to people."
  },
  "paths": {
    "/api/v1/search": {
      "get": {
        "operationId": "search",
        "summary": "Articles that answer a question, best first",
        "parameters": [
          {"name": "q", "in": "query", "required": true, "schema": {"type": "string"},
           "description": "What the reader typed. Cut after 1000 bytes, which `rewrites` then says."},
          {"$ref": "#/components/parameters/lang"},
          {"name": "limit", "in": "query",
           "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 10}},
          {"name": "offset", "in": "query",
           "schema": {"type": "integer", "minimum": 0, "maximum": 1000, "default": 0}},
          {"name": "section", "in": "query", "schema": {"type": "string"},
           "description": "Only articles of this first folder."},
          {"name": "exact", "in": "query", "schema": {"type": "string", "enum": ["1", "true", "0", "false"], "default": "false"},
           "description": "Search the words as they were typed: no keyboard layout, transliteration, diacritics or spelling mended. The way back from `rewrites`."}
        ],
        "responses": {
          "200": {"description": "An empty query has no results.", "content": {"application/json":
            {"schema": {"$ref": "#/components/schemas/SearchAnswer"}}}},
          "400": {"$ref": "#/components/responses/Problem"}
        }
      }
    },
    "/api/v1/suggest": {
      "get": {
        "operationId": "suggest",
        "summary": "Titles and queries that begin like what is being typed",
        "parameters": [
          {"name": "q", "in": "query", "required": true, "schema": {"type": "string"}},
          {"$ref": "#/components/parameters/lang"},
          {"name": "limit", "in": "query",
           "schema": {"type": "integer", "minimum": 1, "maximum": 20, "default": 8}}
        ],
        "responses": {
          "200": {"description": "Suggestions, best first.", "content": {"application/json":
            {"schema": {"$ref": "#/components/schemas/SuggestAnswer"}}}},
          "400": {"$ref": "#/components/responses/Problem"}
        }
      }
    },
    "/api/v1/articles/{id}": {
      "get": {
        "operationId": "article",
        "summary": "One article in one language",
        "parameters": [
          {"name": "id", "in": "path", "required": true, "schema": {"type": "string"},
           "description": "May contain '/', encoded or not. An id the article had before works too."},
          {"$ref": "#/components/parameters/lang"}
        ],
        "responses": {
          "200": {"description": "The article.", "content": {"application/json":
            {"schema": {"$ref": "#/components/schemas/Article"}}}},
          "304": {"description": "Unchanged since the ETag in If-None-Match."},
          "400": {"$ref": "#/components/responses/Problem"},
          "404": {"$ref": "#/components/responses/Problem"}
        }
      }
    },
    "/api/v1/tickets": {
      "post": {
        "operationId": "sendTicket",
        "summary": "Send a request to the people of level 1",
        "parameters": [
          {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 200},
           "description": "The same key gives the same ticket, so that a retry is harmless."}
        ],
        "requestBody": {"required": true, "content": {"application/json":
          {"schema": {"$ref": "#/components/schemas/NewTicket"}}}},
        "responses": {
          "201": {"description": "Stored on disk.", "content": {"application/json":
            {"schema": {"$ref": "#/components/schemas/Ticket"}}}},
          "400": {"$ref": "#/components/responses/Problem"},
          "413": {"$ref": "#/components/responses/Problem"},
          "415": {"$ref": "#/components/responses/Problem"},
          "429": {"$ref": "#/components/responses/Problem"},
          "503": {"$ref": "#/components/responses/Problem"}
        }
      }
    },
    "/api/v1/openapi.json": {
      "get": {
        "operationId": "description",
        "summary": "This document",
        "responses": {"200": {"description": "OpenAPI 3.1", "content": {"application/json":
          {"schema": {"type": "object"}}}}}
      }
    }
  },
  "components": {
    "parameters": {
      "lang": {"name": "lang", "in": "query", "schema": {"type": "string"},
        "description": "A language the knowledge base has, as a BCP 47 tag. Without it: cookie `lang`, then Accept-Language, then the server's default."}
    },
    "responses": {
      "Problem": {"description": "What is wrong, and what would be right.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    },
    "schemas": {
      "SearchAnswer": {
        "type": "object", "additionalProperties": false,
        "required": ["query", "typed", "lang", "total", "rewrites", "results"],
        "properties": {
          "query": {"type": "string", "description": "What was searched for: `typed` with all `rewrites` made."},
          "typed": {"type": "string", "description": "What the reader typed, white space collapsed."},
          "lang": {"type": "string"},
          "total": {"type": "integer", "minimum": 0, "description": "Exact below 100; from there on, at least that many."},
          "rewrites": {"type": "array", "items": {"$ref": "#/components/schemas/Rewrite"}},
          "results": {"type": "array", "items": {"$ref": "#/components/schemas/Result"}}
        }
      },
      "Rewrite": {
        "type": "object", "additionalProperties": false, "required": ["kind", "from", "to"],
        "description": "A change made to what was typed. Tell the reader, with a link that says `exact=1`.",
        "properties": {
          "kind": {"type": "string",
                   "description": "truncated, layout, transliteration, diacritics or spelling; more may come."},
          "from": {"type": "string", "description": "The words changed, before."},
          "to": {"type": "string", "description": "And after."}
        }
      },
      "Result": {
        "type": "object", "additionalProperties": false,
        "required": ["id", "lang", "title", "url", "section", "snippet", "score", "confidence"],
        "properties": {
          "id": {"type": "string"},
          "lang": {"type": "string", "description": "Of the article. Another than that of the answer if the article exists only there."},
          "title": {"type": "string"},
          "url": {"type": "string", "description": "Of the best section, percent-encoded."},
          "section": {"type": "object", "additionalProperties": false, "required": ["heading", "anchor"],
            "properties": {"heading": {"type": "string"}, "anchor": {"type": "string"}},
            "description": "The best section; both are empty for the beginning of the article."},
          "snippet": {"type": "string", "description": "Escaped HTML with <mark> and nothing else."},
          "score": {"type": "number", "description": "Comparable within one answer only."},
          "confidence": {"type": "number", "minimum": 0, "maximum": 1}
        }
      },
      "SuggestAnswer": {
        "type": "object", "additionalProperties": false, "required": ["query", "lang", "suggestions"],
        "properties": {
          "query": {"type": "string"},
          "lang": {"type": "string"},
          "suggestions": {"type": "array", "items": {"$ref": "#/components/schemas/Suggestion"}}
        }
      },
      "Suggestion": {
        "type": "object", "additionalProperties": false,
        "required": ["kind", "text", "html", "id", "url"],
        "properties": {
          "kind": {"type": "string", "enum": ["article", "question", "completion"],
            "description": "A question is one that people asked; its article answers it."},
          "text": {"type": "string"},
          "html": {"type": "string", "description": "Escaped HTML with <mark> and nothing else."},
          "id": {"type": "string", "description": "Empty for a completion."},
          "url": {"type": "string"}
        }
      },
      "Article": {
        "type": "object", "additionalProperties": false,
        "required": ["id", "lang", "title", "summary", "section", "tags", "url", "updated", "sections",
                     "html", "text", "translations"],
        "properties": {
          "id": {"type": "string"},
          "lang": {"type": "string"},
          "title": {"type": "string"},
          "summary": {"type": "string"},
          "section": {"type": "string"},
          "tags": {"type": "array", "items": {"type": "string"}},
          "url": {"type": "string"},
          "updated": {"type": ["string", "null"], "format": "date-time"},
          "sections": {"type": "array", "items": {
            "type": "object", "additionalProperties": false, "required": ["heading", "anchor", "level"],
            "properties": {"heading": {"type": "string"}, "anchor": {"type": "string"},
                           "level": {"type": "integer", "minimum": 1, "maximum": 6}}}},
          "html": {"type": "string", "description": "Sanitised; starts below the title."},
          "text": {"type": "string"},
          "translations": {"type": "array", "items": {
            "type": "object", "additionalProperties": false, "required": ["lang", "title", "url"],
            "properties": {"lang": {"type": "string"}, "title": {"type": "string"},
                           "url": {"type": "string"}}}}
        }
      },
      "NewTicket": {
        "type": "object",
        "description": "`subject` or `body` must say something.",
        "properties": {
          "subject": {"type": "string"},
          "body": {"type": "string"},
          "contact": {"type": "string", "description": "E-mail address or telephone."},
          "lang": {"type": "string"}
        }
      },
      "Ticket": {
        "type": "object", "additionalProperties": false, "required": ["ticket"],
        "properties": {"ticket": {"type": "string", "pattern": "^ZL-[0-9]{5,}$"}}
      },
      "Problem": {
        "type": "object", "additionalProperties": false,
        "required": ["type", "title", "status", "detail"],
        "properties": {"type": {"type": "string"}, "title": {"type": "string"},
                       "status": {"type": "integer"}, "detail": {"type": "string"}}
      }
    }
  }
}
)json";

}  // namespace

std::string_view ApiDescription() { return kDescription; }

Door ApiDescriptionDoor() {
  return [](const WebRequest&) {
    WebResponse response = WebResponse::Json(std::string(kDescription));
    response.headers.emplace_back("Cache-Control", "public, max-age=300");
    return response;
  };
}

Door ApiUnknownDoor() {
  return [](const WebRequest&) {
    return Problem(404, "There is no such call. /api/v1/openapi.json describes those there are.");
  };
}

}  // namespace zeroline
