// SOCI without Boost. Debian's headers offer templates for Boost.Fusion and Boost.Optional, and so
// ask for 140 MB of headers that nothing here uses; the library itself does not depend on them.
// Included by *.cc only.
#ifndef ZEROLINE_SERVER_STORE_SOCI_LIBRARY_H_
#define ZEROLINE_SERVER_STORE_SOCI_LIBRARY_H_

#include <soci/soci-config.h>
#undef SOCI_HAVE_BOOST

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#endif  // ZEROLINE_SERVER_STORE_SOCI_LIBRARY_H_
