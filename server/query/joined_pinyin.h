// Chinese typed as it sounds, with or without spaces: wang ji mi ma, wangjimima.
//
// Private to this room. Thread-safe.
#ifndef ZEROLINE_SERVER_QUERY_JOINED_PINYIN_H_
#define ZEROLINE_SERVER_QUERY_JOINED_PINYIN_H_

#include "server/query/word_rungs.h"

namespace zeroline {

// Replaces each run of Latin words that reads as Chinese from its first letter to its last.
void MendPinyin(const Mending& mending);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_QUERY_JOINED_PINYIN_H_
