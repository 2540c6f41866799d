import { enhanceRichText } from './_rich-text.js';
import { watchForm } from './_unsaved.js';

for (const area of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-rich-text]'))
  enhanceRichText(area);
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-lesson-form]')) watchForm(form);
