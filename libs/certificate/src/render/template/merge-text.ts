import Handlebars from 'handlebars';
import { cleanText } from '#platform/text';
import { isPrintable } from '../text/printable-text.js';
import type { Span } from '../text/text-flow.js';
import {
  DATE_FIELDS,
  HELPERS,
  type Helper,
  MERGE_FIELDS,
  type MergeField,
  type MergeValues,
  TRANSLATED_FIELDS,
  wordsOf,
} from './merge-fields.js';
import { TemplateProblem } from './template-problem.js';
import { assertTitleFree } from './title.policy.js';

type Statement = hbs.AST.Statement;

/** Words, a field, or a choice; the only three things a merge text is made of. No loop: its time is its length. */
type Piece =
  | string
  | { field: MergeField; helper?: Helper }
  | { when: MergeField; given: boolean; yes: Piece[]; no: Piece[] };

const DEEPEST = 4;
/** Marks in the merged string; none is a letter of the fonts, so no value can hold one. */
const BOLD = '\uE000';
const CELL = '\uE001';
const FILLED = '\uE002';
const BLANK = '\uE003';
const MARKS = /[\uE000-\uE003]/g;

/**
 * A text with merge fields, parsed by Handlebars and read by ourselves: escaping, partials, decorators, paths,
 * `@data`, loops and sub-expressions do not exist, so nothing but the closed list can be reached.
 */
export class MergeText {
  readonly #pieces: Piece[];
  /** Fields that it prints. */
  readonly fields = new Set<MergeField>();

  /** Throws TemplateProblem with the place; `element` is reported back. */
  constructor(
    source: string,
    readonly element: string,
  ) {
    this.#pieces = this.#read(parse(source.normalize('NFC'), element).body, 0);
    assertTitleFree(literals(this.#pieces), element);
  }

  get isFixed(): boolean {
    return this.#pieces.every((piece) => typeof piece === 'string');
  }

  /**
   * Paragraphs of cells of spans. A cell whose fields are all unknown is left out with its label, and so is a
   * paragraph without cells.
   */
  merge(values: MergeValues, face: Span['face']): Span[][][] {
    return printed(this.#pieces, values)
      .split('\n')
      .map((line) =>
        line
          .split(CELL)
          .filter(hasSomething)
          .map((cell) => spansOf(cell, face)),
      )
      .map((cells) => cells.filter((cell) => cell.length > 0))
      .filter((cells) => cells.length > 0);
  }

  #read(body: Statement[], depth: number): Piece[] {
    return body.flatMap((statement): Piece[] => {
      if (statement.type === 'CommentStatement') return [];
      if (statement.type === 'ContentStatement') return [this.#words(statement as hbs.AST.ContentStatement)];
      if (statement.type === 'MustacheStatement')
        return [this.#mustache(statement as hbs.AST.MustacheStatement)];
      if (statement.type === 'BlockStatement')
        return [this.#block(statement as hbs.AST.BlockStatement, depth)];
      throw this.#problem('not-allowed', statement);
    });
  }

  #words(statement: hbs.AST.ContentStatement): string {
    const typed = statement.value.replace(/\r/g, '');
    for (const character of typed.replace(/[\n\t\u00A0|]/g, ''))
      if (!isPrintable(character) || /\p{Co}/u.test(character))
        throw this.#problem('unprintable', statement, { character });
    const words = typed.replaceAll('**', BOLD).replaceAll('|', CELL);
    return words;
  }

  #mustache(statement: hbs.AST.MustacheStatement): Piece {
    const { path, params, hash, escaped } = statement;
    if (!escaped || hash || !isName(path) || params.length > 1) throw this.#problem('not-allowed', statement);
    const [argument] = params;
    if (!argument) return { field: this.#field(path) };
    const helper = path.original;
    if (!HELPERS.includes(helper)) throw this.#problem('unknown-helper', path, { helper });
    const field = this.#field(argument);
    const translated = helper === 'english' && TRANSLATED_FIELDS.includes(field);
    if (helper !== 'upper' && !translated && !DATE_FIELDS.includes(field))
      throw this.#problem('not-a-date', argument, { field });
    return { field, helper: helper as Helper };
  }

  #block(statement: hbs.AST.BlockStatement, depth: number): Piece {
    const { path, params, hash, program, inverse } = statement;
    if (depth >= DEEPEST) throw this.#problem('too-deep', statement);
    const kind = isName(path) ? path.original : '';
    if ((kind !== 'if' && kind !== 'unless') || params.length !== 1 || hash || program?.blockParams?.length)
      throw this.#problem('not-allowed', statement);
    return {
      when: this.#field(params[0]!, false),
      given: kind === 'if',
      yes: this.#read(program?.body ?? [], depth + 1),
      no: this.#read(inverse?.body ?? [], depth + 1),
    };
  }

  #field(node: hbs.AST.Node, prints = true): MergeField {
    if (!isName(node)) throw this.#problem('not-allowed', node);
    const name = node.original as MergeField;
    if (!MERGE_FIELDS.includes(name)) throw this.#problem('unknown-field', node, { field: name });
    if (prints) this.fields.add(name);
    return name;
  }

  #problem(
    code: 'not-allowed' | 'unknown-field' | 'unknown-helper' | 'not-a-date' | 'too-deep' | 'unprintable',
    { loc }: hbs.AST.Node,
    params: object = {},
  ) {
    const place = { element: this.element, line: loc.start.line, column: loc.start.column + 1 };
    return new TemplateProblem(`certificate.template.${code}`, { ...place, ...params });
  }
}

/** One plain name: no path, no `this`, no `@data`, no `../`. */
function isName(node: hbs.AST.Node): node is hbs.AST.PathExpression {
  const path = node as hbs.AST.PathExpression;
  return (
    node.type === 'PathExpression' &&
    !path.data &&
    path.depth === 0 &&
    path.parts.length === 1 &&
    path.original === path.parts[0]
  );
}

function parse(source: string, element: string): hbs.AST.Program {
  try {
    return Handlebars.parseWithoutProcessing(source);
  } catch (error) {
    const [, line] = /line (\d+)/.exec((error as Error).message) ?? [];
    throw new TemplateProblem('certificate.template.syntax', { element, line: Number(line ?? 1), column: 1 });
  }
}

/** Every word the template itself may print, whichever way its choices go. */
function literals(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece.replace(MARKS, ' ');
      return 'when' in piece ? literals(piece.yes) + literals(piece.no) : '';
    })
    .join('');
}

function printed(pieces: readonly Piece[], values: MergeValues): string {
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    else if ('when' in piece) {
      const branch = (wordsOf(values, piece.when) !== '') === piece.given ? piece.yes : piece.no;
      text += printed(branch, values);
    } else {
      const value = wordsOf(values, piece.field, piece.helper).replace(MARKS, '');
      text += value === '' ? BLANK : `${FILLED}${value.replaceAll('\n', `\n${FILLED}`)}`;
    }
  }
  return text;
}

const hasSomething = (cell: string): boolean => cell.includes(FILLED) || !cell.includes(BLANK);

function spansOf(cell: string, face: Span['face']): Span[] {
  const parts = cell.replace(/[\uE002\uE003]/g, '').split(BOLD);
  const spans = parts.map(
    (part, index): Span => ({ text: part.replace(/[ \t]+/g, ' '), face: index % 2 === 0 ? face : 'bold' }),
  );
  const kept = spans.filter(({ text }) => cleanText(text) !== '' || text === ' ');
  if (kept.length === 0 || kept.every(({ text }) => text === ' ')) return [];
  kept[0]!.text = kept[0]!.text.trimStart();
  kept.at(-1)!.text = kept.at(-1)!.text.trimEnd();
  return kept.filter(({ text }) => text !== '');
}
