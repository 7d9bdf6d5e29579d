// Before anything of the page is drawn: the letters that its reader has chosen.
import {apply} from "./progress/settings.js";

apply();
