//! Arranging a front with comfort: drag or pick up with the keyboard, without loading the page anew. Everything it does it does by
//! sending the page's own forms; without it they are sent by hand.

import { Moving } from "./moving";
import { Page } from "./page";

const page = new Page();
new Moving(page);
page.start();
