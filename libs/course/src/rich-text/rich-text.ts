import sanitizeHtml from 'sanitize-html';

const CALLOUTS = ['callout-note', 'callout-safety', 'callout-example'];
const INLINE = ['strong', 'em', 'u', 's', 'sub', 'sup', 'code', 'br', 'a'];
const BLOCKS = ['p', 'h2', 'h3', 'h4', 'ul', 'ol', 'li', 'blockquote', 'pre', 'hr', 'aside'];
const TABLE = ['table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td'];
const LINK = /^(?:https?:\/\/|mailto:|tel:|\/(?![/\\])|#)/i;

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [...INLINE, ...BLOCKS, ...TABLE],
  allowedAttributes: {
    a: ['href', 'rel'],
    th: ['colspan', 'rowspan', 'scope'],
    td: ['colspan', 'rowspan'],
    ol: ['start'],
  },
  // A class of any other name could borrow the looks of our own buttons and notices.
  allowedClasses: { aside: ['callout', ...CALLOUTS], p: ['callout-title'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'template',
    'title',
    'xmp',
    'iframe',
    'noembed',
    'noframes',
    'plaintext',
    'svg',
    'math',
    'object',
    'select',
  ],
  enforceHtmlBoundary: false,
  parseStyleAttributes: false,
  nestingLimit: 30,
  transformTags: {
    b: 'strong',
    i: 'em',
    h1: 'h2',
    h5: 'h4',
    h6: 'h4',
    strike: 's',
    a: (tagName, attribs) => ({ tagName, attribs: safeLink(attribs['href']) }),
    td: (tagName, attribs) => ({ tagName, attribs: spans(attribs) }),
    th: (tagName, attribs) => ({ tagName, attribs: { ...spans(attribs), ...scope(attribs) } }),
    ol: (tagName, attribs) => ({ tagName, attribs: whole(attribs, 'start') }),
  },
  exclusiveFilter: ({ tag, attribs, text }) =>
    !text.trim() &&
    ((tag === 'a' && !attribs['href']) || (tag === 'p' && attribs['class'] === 'callout-title')),
};

/**
 * Authored HTML with only what a lesson may hold: headings 2–4, lists, tables, links, call-outs. Runs on save and
 * again on render, so that neither a hole found later nor a row written by other hands reaches a browser.
 */
export function sanitiseRichText(html: string): string {
  let clean = html.normalize('NFC');
  // Until nothing changes: read again, tags out of place would be put elsewhere («<p><table>»).
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = clean;
    clean = sanitizeHtml(before, OPTIONS).trim();
    if (clean === before) break;
  }
  return clean;
}

const MOST_ROUNDS = 5;

/** Links to elsewhere say nothing of where the learner comes from, and get no handle on our window. */
function safeLink(href: string | undefined): Record<string, string> {
  // Browsers skip control characters and spaces inside a scheme: «java\nscript:».
  const clean = (href ?? '').replace(/[\p{Cc}\p{Cf}\s]/gu, '');
  if (!LINK.test(clean)) return {};
  return /^https?:/i.test(clean) ? { href: clean, rel: 'noopener noreferrer' } : { href: clean };
}

function whole(attribs: Record<string, string>, ...names: string[]): Record<string, string> {
  const kept = names.filter((name) => /^(?:[2-9]|[1-9]\d{1,2})$/.test(attribs[name] ?? ''));
  return Object.fromEntries(kept.map((name) => [name, attribs[name] as string]));
}

const spans = (attribs: Record<string, string>) => whole(attribs, 'colspan', 'rowspan');

const scope = (attribs: Record<string, string>): Record<string, string> =>
  attribs['scope'] === 'row' || attribs['scope'] === 'col' ? { scope: attribs['scope'] } : {};
