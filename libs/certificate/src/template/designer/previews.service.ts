import { Injectable } from '@nestjs/common';
import { DomainError, type MessageParams } from '#platform/errors';
import { sheetOf } from '../../render/render-certificate.js';
import { sheetSvg } from '../../render/svg/sheet-svg.js';
import type { TemplateDocument } from '../../render/template/template-document.js';
import { pointsOf } from '../../render/template/units.js';
import { PreparedTemplates } from '../prepared-templates.js';
import { type ProofCase, proofModel } from '../proof/proof-cases.js';

export interface Preview {
  /** Null when these facts cannot be put on this design. */
  svg: string | null;
  problem: { code: string; params: MessageParams } | null;
}

/** Pictures of a design with a test person on it, by the layout that makes the files. */
@Injectable()
export class Previews {
  constructor(private readonly templates: PreparedTemplates) {}

  /** `marked` is the element to put a frame around. */
  async of(document: TemplateDocument, name: ProofCase, marked?: string): Promise<Preview> {
    const model = proofModel(name);
    try {
      const sheet = sheetOf(model, await this.templates.prepare(document));
      const svg = sheetSvg(sheet, model.verification.url);
      const element = document.elements.find(({ id }) => id === marked);
      return { svg: element ? svg.replace('</svg>', `${frame(element)}</svg>`) : svg, problem: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { svg: null, problem: { code: error.code, params: error.params } };
    }
  }
}

function frame({ x, y, width, height }: TemplateDocument['elements'][number]): string {
  const [left, top, wide, high] = [x, y, width, height].map(pointsOf);
  return `<rect x="${left}" y="${top}" width="${wide}" height="${high}" fill="none" stroke="#D97706" stroke-width="1.4" stroke-dasharray="5 3"/>`;
}
