import { startCountdowns } from './_countdown.js';
import { enhancePasswords } from './_password.js';
import { listenForSaves } from './_saved.js';
import {
  closeMenus,
  enhanceCheckAll,
  enhanceCopy,
  enhanceFileDrops,
  enhancePrint,
  focusErrors,
  guardDoubleSubmit,
} from './_small.js';
import { enhanceThemeSwitches } from './_theme.js';

listenForSaves();
guardDoubleSubmit();
closeMenus();
enhanceThemeSwitches(document);
enhanceCheckAll(document);
enhanceCopy(document);
enhancePrint(document);
enhanceFileDrops(document);
focusErrors(document);

const enhanceSwapped = (root: ParentNode) => {
  enhancePasswords(root);
  startCountdowns(root);
};
enhanceSwapped(document);
document.addEventListener('htmx:after:swap', () => enhanceSwapped(document));
