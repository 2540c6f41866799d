import fc from 'fast-check';
import { parse } from 'node-html-parser';
import { Catalogue } from '#platform/i18n';
import { type ViewContext, Views } from '#platform/views';
import type { Answer, QuestionType } from '../question-type.js';

interface Control {
  name: string;
  kind: 'radio' | 'checkbox' | 'select' | 'text';
  values: string[];
  chosen: string[];
}

let views: Views | undefined;
const ctx = { locale: 'vi', csrf: '', nonce: '' } as unknown as ViewContext;

/** A question as its template draws it, and the answers that its form can send. */
export class Form {
  private constructor(
    readonly html: string,
    private readonly controls: Control[],
  ) {}

  static of(type: QuestionType, body: unknown, shown: string[], answer: Answer = []): Form {
    views ??= new Views(new Catalogue());
    const question = { position: 1, ...type.view(body, shown, answer, 'answer') };
    const html = views.render(question.template, { question }, ctx);
    return Form.in(html);
  }

  /** The form in a page. */
  static in(html: string): Form {
    return new Form(html, controlsIn(html));
  }

  /** Answers as a person could fill them in: any choice, any text. */
  fillings(): fc.Arbitrary<Answer> {
    return fc.tuple(...this.controls.map(entriesOf)).map((entries) => entries.flat());
  }

  /** Has it anything to fill in? */
  get fillable(): boolean {
    return this.controls.length > 0;
  }

  /** The fields of the form that say this answer. */
  fieldsFor(answer: Answer): Record<string, string[]> {
    const fields: Record<string, string[]> = {};
    for (const text of answer) {
      const part = `answer.${text.slice(0, text.indexOf('='))}`;
      const ofPart = this.controls.some(({ name }) => name === part);
      const name = ofPart ? part : 'answer';
      fields[name] = [...(fields[name] ?? []), ofPart ? text.slice(text.indexOf('=') + 1) : text];
    }
    return fields;
  }

  /** The answer that the form sends as it was drawn. */
  filled(): Answer {
    return this.controls.flatMap(({ name, chosen }) => chosen.map((value) => entry(name, value)));
  }
}

function controlsIn(html: string): Control[] {
  const controls = new Map<string, Control>();
  for (const input of parse(html).querySelectorAll('input, select')) {
    const name = input.getAttribute('name') ?? '';
    if (!/^answer(\.|$)/.test(name)) continue;
    const isSelect = input.tagName === 'SELECT';
    const kind = (isSelect ? 'select' : (input.getAttribute('type') ?? 'text')) as Control['kind'];
    const control = controls.get(name) ?? { name, kind, values: [], chosen: [] };
    controls.set(name, control);
    const value = input.getAttribute('value') ?? '';
    if (isSelect) {
      for (const option of input.querySelectorAll('option')) {
        const each = option.getAttribute('value') ?? '';
        if (each) control.values.push(each);
        if (each && option.hasAttribute('selected')) control.chosen.push(each);
      }
    } else if (kind === 'text') {
      if (value) control.chosen.push(value);
    } else {
      control.values.push(value);
      if (input.hasAttribute('checked')) control.chosen.push(value);
    }
  }
  return [...controls.values()];
}

const entry = (name: string, value: string): string =>
  name === 'answer' ? value : `${name.slice('answer.'.length)}=${value}`;

function entriesOf({ name, kind, values }: Control): fc.Arbitrary<Answer> {
  const typed = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.stringMatching(/^-?[0-9]{1,4}([.,][0-9]{1,3})?$/),
  );
  const chosen =
    kind === 'checkbox'
      ? fc.subarray(values)
      : kind === 'text'
        ? typed.map((text) => (text.trim() === '' ? [] : [text]))
        : fc.constantFrom([], ...values.map((value) => [value]));
  return chosen.map((given) => given.map((value) => entry(name, value)));
}
