import type { MessageParams } from '#platform/errors';
import type { ShownErrors } from '#platform/http';
import type { Translate } from '#platform/i18n';
import { DATE_FIELDS, MERGE_FIELDS } from '../../render/template/merge-fields.js';
import { ELEMENT_TYPES, pageOf, type TemplateElement } from '../../render/template/template-document.js';
import { problemWords } from '../problem-words.js';
import { PROOF_CASES, type ProofCase } from '../proof/proof-cases.js';
import type { Template, TemplateVersion } from '../template.js';
import { FIELDS } from './element-fields.js';

interface Shown {
  template: Template;
  draft: TemplateVersion;
  person: ProofCase;
  problem: { code: string; params: MessageParams } | null;
  /** Id of the element that is being changed; another or none: nothing is. */
  marked: string;
  typed?: Record<string, unknown> | undefined;
  errors?: ShownErrors | undefined;
}

/** What `certificate/template/designer/show` shows. */
export function designerView(
  { template, draft, person, problem, marked, typed, errors }: Shown,
  t: Translate,
) {
  const { document, revision, version } = draft;
  const base = `/admin/templates/${template.id}/design`;
  const element = document.elements.find(({ id }) => id === marked);
  const { width, height } = pageOf(document);
  return {
    ...{ template, version, revision, base, person, errors },
    proofed: draft.proofedRevision === revision,
    paper: { ...document, width, height, name: template.name },
    portrait: document.orientation === 'portrait',
    papers: options(['A4', 'A5'], 'certificate.template.paper', t),
    orientations: options(['landscape', 'portrait'], 'certificate.template.orientation', t),
    types: options(ELEMENT_TYPES, 'certificate.element', t),
    people: PROOF_CASES.map((name) => ({
      href: `${base}?data=${name}${element ? `&element=${element.id}` : ''}`,
      label: t(`certificate.proof.${name}`),
      current: name === person,
    })),
    picture: `${base}/picture?data=${person}&element=${element?.id ?? ''}&r=${revision}`,
    problem: problem && problemWords(problem, t),
    // Topmost first, as layers are listed everywhere.
    elements: document.elements
      .map((each) => ({
        ...labelOf(each, t),
        href: `${base}?element=${each.id}&data=${person}`,
        current: each.id === element?.id,
      }))
      .reverse(),
    // Where to click on the sheet; the chosen one lies above the others, to be dragged.
    places: document.elements
      .map((each) => ({
        ...{ x: each.x, y: each.y, width: each.width, height: each.height },
        href: `${base}?element=${each.id}&data=${person}`,
        current: each.id === element?.id,
      }))
      .sort((a, b) => Number(a.current) - Number(b.current)),
    element: element && elementView(element, typed, errors, base, t),
    mergeFields: MERGE_FIELDS.map((name) => ({
      code: `{{${name}}}`,
      label: t(`certificate.merge.${name}`),
      date: DATE_FIELDS.includes(name),
    })),
  };
}

const options = (values: readonly string[], prefix: string, t: Translate) =>
  values.map((value) => ({ value, label: t(`${prefix}.${value}`) }));

function labelOf(element: TemplateElement, t: Translate) {
  const note = element.type === 'text' ? element.text.replace(/\s+/g, ' ').slice(0, 60) : element.id;
  return { id: element.id, label: t(`certificate.element.${element.type}`), note };
}

function elementView(
  element: TemplateElement,
  typed: Record<string, unknown> | undefined,
  errors: ShownErrors | undefined,
  base: string,
  t: Translate,
) {
  const known = element as Record<string, unknown>;
  const said = (name: string) => typed?.[name] ?? known[name] ?? '';
  return {
    ...labelOf(element, t),
    action: `${base}/elements/${element.id}`,
    isText: element.type === 'text',
    picture:
      element.type === 'picture'
        ? { action: `${base}/elements/${element.id}/picture`, there: element.picture !== null }
        : null,
    fields: Object.entries(FIELDS[element.type]).map(([name, field]) => ({
      ...field,
      name,
      label: t(`certificate.setting.${name}`),
      hint:
        name === 'flow' || name === 'oneLine' || name === 'text'
          ? t(`certificate.setting.${name}-hint`, { braces: '{{…}}' })
          : '',
      value: said(name),
      error: errors?.field[name],
      checked: typed ? typed[name] !== undefined : known[name] === true,
      ...('options' in field ? { options: options(field.options, `certificate.setting.${name}`, t) } : {}),
    })),
  };
}
