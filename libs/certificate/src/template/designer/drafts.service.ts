import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit } from '#platform/audit';
import { inTransaction } from '#platform/database';
import { InvalidInput, NotFound } from '#platform/errors';
import { prepareTemplate } from '../../render/template/prepared-template.js';
import {
  pageOf,
  type TemplateDocument,
  type TemplateElement,
  templateDocument,
} from '../../render/template/template-document.js';
import { TemplateProblem } from '../../render/template/template-problem.js';
import { TemplateRows } from '../templates.repository.js';
import { type ElementAction, settingsOf } from './designer.input.js';
import { blankElement } from './element-fields.js';

/** Changes of a draft, one element at a time; what would not be a document is refused with its fields. */
@Injectable()
export class Drafts {
  constructor(
    private readonly db: DataSource,
    private readonly rows: TemplateRows,
    private readonly audit: Audit,
  ) {}

  /** Returns the id of the new element. */
  async add(scope: readonly string[], id: string, type: TemplateElement['type']): Promise<string> {
    let added = '';
    await this.change(scope, id, (document) => {
      let number = document.elements.length + 1;
      while (document.elements.some((each) => each.id === `${type}-${number}`)) number++;
      added = `${type}-${number}`;
      return { ...document, elements: [...document.elements, blankElement(type, added, pageOf(document))] };
    });
    return added;
  }

  async element(
    scope: readonly string[],
    id: string,
    elementId: string,
    { action, ...typed }: Record<string, unknown> & { action: ElementAction },
  ): Promise<void> {
    await this.change(scope, id, (document) => {
      const at = indexOf(document, elementId);
      const elements: object[] = [...document.elements];
      if (action === 'delete') elements.splice(at, 1);
      else elements[at] = settingsOf(document.elements[at]!, typed);
      const to = at + { save: 0, delete: 0, above: 1, below: -1 }[action];
      if (to !== at && to >= 0 && to < elements.length) elements.splice(to, 0, ...elements.splice(at, 1));
      return { ...document, elements };
    });
  }

  async picture(scope: readonly string[], id: string, elementId: string, picture: string): Promise<void> {
    await this.change(scope, id, (document) => {
      const at = indexOf(document, elementId);
      if (document.elements[at]!.type !== 'picture') throw new NotFound();
      return {
        ...document,
        elements: document.elements.with(at, { ...document.elements[at]!, picture } as TemplateElement),
      };
    });
  }

  /** Name of the design and paper of the draft. What no longer lies on the page is moved onto it. */
  async page(
    scope: readonly string[],
    id: string,
    { name, ...paper }: { name: string } & Pick<TemplateDocument, 'paper' | 'orientation' | 'bilingual'>,
    actorId: string,
  ): Promise<void> {
    const template = await this.rows.get(scope, id);
    await this.change(scope, id, (document) => ({
      ...document,
      ...paper,
      elements: onto(pageOf(paper), document),
    }));
    if (template.name === name) return;
    await inTransaction(this.db, async (tx) => {
      await tx.query('UPDATE certificate_template SET name = $2 WHERE id = $1', [id, name]);
      const detail = { from: template.name, to: name };
      await this.audit.record(tx, {
        actorId,
        action: 'certificate.rename-template',
        subjectType: 'template',
        subjectId: id,
        detail,
      });
    });
  }

  private async change(
    scope: readonly string[],
    id: string,
    how: (document: TemplateDocument) => object,
  ): Promise<void> {
    await this.rows.get(scope, id);
    await inTransaction(this.db, async (tx) => {
      const draft = await this.rows.draft(id, tx);
      const document = checked(how(draft.document));
      // A form saved twice: the proof that was seen still is of this.
      if (isDeepStrictEqual(document, draft.document)) return;
      await tx.query(
        'UPDATE certificate_template_version SET document = $2, revision = revision + 1, changed_at = now() WHERE id = $1',
        [draft.id, JSON.stringify(document)],
      );
    });
  }
}

function indexOf({ elements }: TemplateDocument, id: string): number {
  const at = elements.findIndex((each) => each.id === id);
  if (at < 0) throw new NotFound();
  return at;
}

/** Throws InvalidInput with the setting that is wrong, also for a text that does not compile. */
function checked(changed: object): TemplateDocument {
  const parsed = templateDocument.safeParse(changed);
  if (!parsed.success)
    throw new InvalidInput(
      parsed.error.issues.map(({ path, message }) => {
        const code = message.startsWith('certificate.') ? message : 'certificate.template.setting';
        return { field: String(path.at(-1) ?? 'type'), code };
      }),
    );
  try {
    prepareTemplate(parsed.data);
  } catch (error) {
    if (!(error instanceof TemplateProblem)) throw error;
    throw new InvalidInput([{ field: 'text', code: error.code, params: error.params }]);
  }
  return parsed.data;
}

function onto(page: { width: number; height: number }, { elements }: TemplateDocument): TemplateElement[] {
  return elements.map((each) => {
    const [width, height] = [Math.min(each.width, page.width), Math.min(each.height, page.height)];
    return {
      ...each,
      width,
      height,
      x: Math.min(each.x, page.width - width),
      y: Math.min(each.y, page.height - height),
    };
  });
}
