// The one script of staff pages: htmx, Tabler's menus, and the islands a page asks for.
import "bootstrap/js/src/collapse.js";
import "bootstrap/js/src/dropdown.js";
import htmx from "htmx.org";
import { start as startKeys } from "../islands/keys";
import { start as startTheme } from "../islands/theme";
import { startIslands } from "./islands";

htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;
htmx.config.scrollBehavior = "instant";

startTheme(document);
startKeys(document);
startIslands(document.body);
htmx.onLoad((element) => startIslands(element as HTMLElement));
