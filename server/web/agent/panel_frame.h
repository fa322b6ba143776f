// What makes a page of the agents one that a help desk may show in a frame.
#ifndef ZEROLINE_SERVER_WEB_AGENT_PANEL_FRAME_H_
#define ZEROLINE_SERVER_WEB_AGENT_PANEL_FRAME_H_

#include "server/web/agent/agent_page.h"

namespace zeroline {

// `door` with headers that let the configured `panel_origins` frame it, and nobody else. A stranger
// gets a page that leads to the sign-in in a window of its own, as the sign-in itself is never
// shown in a frame.
Door Framed(const Services& services, const Templates& templates, Door door);

// "panel_origins": with which windows the page's script talks, separated by spaces.
void AddPanelOrigins(const Config& config, View* view);

}  // namespace zeroline

#endif  // ZEROLINE_SERVER_WEB_AGENT_PANEL_FRAME_H_
