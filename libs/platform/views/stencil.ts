import Handlebars from 'handlebars';
import { newToken } from '#platform/ids';

/** Of every request: the token of its forms, the nonce of its scripts. */
type OfRequest = Record<'csrf' | 'nonce', string>;

/** What every stencil may have a place for; `content` is the block that `{{#stencil}}` encloses. */
const RESERVED = ['csrf', 'nonce', 'content'] as const;
type Reserved = (typeof RESERVED)[number];

const isOfRequest = (name: string): name is keyof OfRequest => name === 'csrf' || name === 'nonce';

/** What stands in kept HTML where each reader gets something of their own. No author can guess and write it. */
export type Marks<Name extends string = never> = Readonly<Record<Name, string> & Record<Reserved, string>>;

export function newMarks<Name extends string>(...names: Name[]): Marks<Name> {
  const run = newToken(12);
  const marks = [...RESERVED, ...names].map((name) => [name, `${name}-${run}`]);
  return Object.fromEntries(marks) as Marks<Name>;
}

/**
 * HTML that many readers are shown alike, with places where each gets something of their own. It is rendered with
 * the marks in those places, and kept; a reader then costs no more than filling them.
 */
export class Stencil<Name extends string = never> {
  private readonly texts: string[] = [];
  private readonly names: (Name | Reserved)[] = [];

  constructor(html: string, marks: Marks<Name>) {
    const nameOf = new Map(
      Object.entries<string>(marks).map(([name, mark]) => [mark, name as Name | Reserved]),
    );
    const pattern = new RegExp([...nameOf.keys()].map((mark) => `(?:${mark})`).join('|'), 'g');
    let at = 0;
    for (const found of html.matchAll(pattern)) {
      this.texts.push(html.slice(at, found.index));
      this.names.push(nameOf.get(found[0])!);
      at = found.index + found[0].length;
    }
    this.texts.push(html.slice(at));
  }

  /** For `{{stencil}}` in a template: the values of one reader. */
  with(values: Readonly<Record<Name, string>>): Filled {
    return { html: (request, content = '') => this.fill(values, request, content) };
  }

  /** Asks the request only for what has a place: a visitor gets a cookie with the first token. */
  private fill(values: Readonly<Record<Name, string>>, request: OfRequest, content: string): string {
    let html = this.texts[0]!;
    for (const [index, name] of this.names.entries()) {
      if (name === 'content') html += content;
      else html += Handlebars.escapeExpression(isOfRequest(name) ? request[name] : values[name as Name]);
      html += this.texts[index + 1];
    }
    return html;
  }
}

export interface Filled {
  /** `content` is HTML, rendered for this request. */
  html(request: OfRequest, content?: string): string;
}
