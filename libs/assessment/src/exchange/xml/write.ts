/** An element to write; attributes that are null are left out. */
export interface Element {
  name: string;
  attributes: Record<string, string | number | boolean | null>;
  children: (Element | string)[];
}

export const element = (
  name: string,
  attributes: Element['attributes'] = {},
  ...children: (Element | string | null | (Element | string | null)[])[]
): Element => ({ name, attributes, children: children.flat().filter((child) => child !== null) });

/** The document, indented where only elements stand, so that no space is added to a text. */
export const xmlDocument = (root: Element): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${written(root, '')}\n`;

function written({ name, attributes, children }: Element, indent: string): string {
  const shown = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  if (children.length === 0) return `${indent}<${name}${shown}/>`;
  if (children.some((child) => typeof child === 'string')) {
    const inside = children.map((child) => (typeof child === 'string' ? escaped(child) : written(child, '')));
    return `${indent}<${name}${shown}>${inside.join('')}</${name}>`;
  }
  const inside = children.map((child) => written(child as Element, `${indent}  `));
  return `${indent}<${name}${shown}>\n${inside.join('\n')}\n${indent}</${name}>`;
}

const NAMES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** Line ends are written as references: in attributes they would become spaces. */
const escaped = (text: string): string => text.replace(/[&<>"\n]/g, (sign) => NAMES[sign]!);
