import type { CertificateModel } from '../certificate-model.js';
import { palette } from '../page/palette.js';
import type { Box } from '../page/part.js';
import type { TextBlock } from '../page/region.js';
import type { Sheet } from '../page/sheet.js';
import { plain, widthOf } from '../text/text-flow.js';
import { columnsOf, setColumn } from './columns.js';
import { mergeValues } from './merge-fields.js';
import type { PreparedTemplate } from './prepared-template.js';
import { skillRows } from './skill-rows.js';
import { setSkills } from './skills-table.js';
import type { TemplateElement } from './template-document.js';
import { pointsOf } from './units.js';

/**
 * A certificate on a prepared template. The same template and model give the same page.
 * @throws RenderRefused when the facts are incomplete, cannot be written in the fonts or do not fit.
 */
export function layOutTemplate(template: PreparedTemplate, model: CertificateModel): Sheet {
  const { document, page, pictures } = template;
  const values = mergeValues(model);
  const words = template.texts.map(({ element, main, english }) => ({
    element,
    main: main.merge(values, element.face),
    english: english?.merge(values, 'italic') ?? [],
  }));
  const blocks = columnsOf(words).flatMap(setColumn);
  const skills = skillRows(model, document.bilingual);
  const tables = document.elements.flatMap((each) =>
    each.type === 'table' ? [setSkills(each, skills)] : [],
  );
  const qr = document.elements.find(({ type }) => type === 'qr');
  const notice = model.trial
    ? trialNotice(
        document.elements.find(({ type }) => type === 'notice'),
        page,
      )
    : null;
  return {
    ...page,
    drawings: [{ drawing: template.artwork, x: 0, y: page.height }],
    rules: tables.flatMap(({ rules }) => rules),
    pictures: document.elements.flatMap((each) => {
      const picture = each.type === 'picture' && each.picture ? pictures.get(each.picture) : undefined;
      return picture && each.type === 'picture' ? [{ ...boxOf(each), picture, alt: each.alt }] : [];
    }),
    blocks: [...blocks, ...tables.flatMap((table) => table.blocks), ...(notice ? [notice.block] : [])],
    qr: qr ? squareOf(boxOf(qr)) : { left: 0, top: 0, width: 0, height: 0 },
    ...(notice ? { trialStamp: notice.stamp } : {}),
  };
}

function boxOf({ x, y, width, height }: TemplateElement): Box {
  return { left: pointsOf(x), top: pointsOf(y), width: pointsOf(width), height: pointsOf(height) };
}

function squareOf({ left, top, width, height }: Box): Box {
  const side = Math.min(width, height);
  return { left: left + (width - side) / 2, top: top + (height - side) / 2, width: side, height: side };
}

const TRIAL_SIZE = 11.2;
const STAMP = { width: 196, height: 27 };

/** Every trial says so, whether the template thought of it or not: without a place for it, in the middle below. */
function trialNotice(
  element: TemplateElement | undefined,
  page: { width: number; height: number },
): { block: TextBlock; stamp: Box } {
  const box = element ? boxOf(element) : { left: page.width / 2, top: page.height - 40, width: 0, height: 0 };
  const left = Math.max(4, Math.min(page.width - STAMP.width - 4, box.left + (box.width - STAMP.width) / 2));
  const top = Math.max(
    4,
    Math.min(page.height - STAMP.height - 4, box.top + (box.height - STAMP.height) / 2),
  );
  const spans = plain('Bản thử, chưa có giá trị pháp lý', 'bold');
  const line = { spans: [{ ...spans[0]!, x: 0 }], width: widthOf(spans, TRIAL_SIZE) };
  const x = left + (STAMP.width - line.width) / 2;
  const placed = {
    line,
    x,
    baseline: top + STAMP.height / 2 + TRIAL_SIZE * 0.26,
    size: TRIAL_SIZE,
    tracking: 0,
    colour: palette.red,
  };
  return { block: { role: 'P', lines: [placed] }, stamp: { left, top, ...STAMP } };
}
