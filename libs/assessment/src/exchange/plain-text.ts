import { ItemRefused, type Said } from './item.js';
import { parseMarkup, type XmlNode } from './xml/markup.js';
import { wordsOf } from './xml/tree.js';

/** Elements that only say where lines end. */
const LINES = new Set([
  'p',
  'div',
  'br',
  'section',
  'article',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
]);
/** Elements whose look is lost, but not their words. */
const LOOKS = new Set([
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'small',
  'font',
  'mark',
  'code',
  'sup',
  'sub',
  'a',
  ...['kbd', 'samp', 'var', 'tt', 'big', 'abbr', 'cite', 'dfn', 'ins', 'center'],
]);
/** The last comes with texts out of word processors. */
const NOTHING = new Set(['span', 'html', 'body', 'label', 'wbr', 'o:p']);
/** A line end that somebody put there: several of them are several. */
const BREAK = '\u2028';

/** Rich text as plain text. Throws ItemRefused where more than its look would be lost. */
export function plainText(html: string, notes: Said[]): string {
  if (!/[<&]/.test(html)) return html.trim();
  return textOfNodes(parseMarkup(html), notes);
}

export function textOfNodes(nodes: (XmlNode | string)[], notes: Said[]): string {
  const lost = new Set<string>();
  const text = nodes.map((node) => written(node, lost)).join('');
  if (lost.size > 0 && !notes.some(({ code }) => code === 'note-look-dropped'))
    notes.push({ code: 'note-look-dropped', params: { elements: [...lost].sort().join(', ') } });
  return text
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/[ \t\n]*\u2028[ \t]*/g, BREAK)
    .trim()
    .replaceAll(BREAK, '\n');
}

/** Lines stay lines; what is indented, as in a program, would not. */
function preformatted(node: XmlNode, lost: Set<string>): string {
  if (/\n[ \t]+\S/.test(wordsOf(node))) throw new ItemRefused('holds-element', { element: 'pre' });
  return node.children
    .map((child) => (typeof child === 'string' ? child.replace(/\r?\n/g, BREAK) : written(child, lost)))
    .join('');
}

/** Numbers of a list are named by other texts: “1 and 3 are right”. */
function listed(node: XmlNode, lost: Set<string>): string {
  let number = Number(node.attributes['start'] ?? 1) - 1;
  return node.children
    .map((child) => {
      if (typeof child === 'string' || node.name !== 'ol' || child.name !== 'li') return written(child, lost);
      number += 1;
      return `\n${number}. ${child.children
        .map((each) => written(each, lost))
        .join('')
        .trim()}\n`;
    })
    .join('');
}

function written(node: XmlNode | string, lost: Set<string>): string {
  if (typeof node === 'string') return node.replace(/[\s\u00a0]+/g, ' ');
  const name = node.name.toLowerCase();
  const inside = () => node.children.map((child) => written(child, lost)).join('');
  if (name === 'br') return BREAK;
  if (LINES.has(name)) return `\n${inside()}\n`;
  if (LOOKS.has(name)) {
    // What stands high or low can change what a formula means.
    if (name === 'sup' || name === 'sub') throw new ItemRefused('holds-element', { element: name });
    lost.add(name);
    return inside();
  }
  if (NOTHING.has(name)) return inside();
  if (name === 'pre') return `\n${preformatted(node, lost)}\n`;
  if (name === 'ul' || name === 'ol') return `\n${listed(node, lost)}\n`;
  if (name === 'li') return `\n- ${inside().trim()}\n`;
  throw new ItemRefused('holds-element', { element: name });
}
