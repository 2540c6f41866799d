import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '#platform/config';
import { type Entry, modelOf, type PaperFacts } from '../certificate/paper-facts.js';
import { initialsOf } from '../guardian/minor.policy.js';
import { KeyRing } from '../keys/key-ring.service.js';
import type { CertificateModel } from '../render/certificate-model.js';
import type { PreparedTemplate } from '../render/template/prepared-template.js';
import { moduleWidth, offlineUrl, SMALLEST_MODULE } from './offline-code.js';

/** Of the usual page, 86 points. */
const USUAL_WIDTH = 30.3;

/** Facts of a certificate as the page is drawn from them, with what its QR says by itself where the issuer wants it. */
@Injectable()
export class PaperModels {
  constructor(
    private readonly keys: KeyRing,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of(
    facts: PaperFacts,
    entry: Entry,
    issuedAt: Date,
    template?: PreparedTemplate,
  ): Promise<CertificateModel> {
    const model = modelOf(facts, entry, issuedAt, this.config.publicUrl);
    if (!facts.offlineCode) return model;
    const url = await this.urlOf(facts, entry, model.verification.url, template?.qrWidth ?? USUAL_WIDTH);
    return { ...model, verification: { ...model.verification, url } };
  }

  /** With the course where that can be scanned, else without it, else the plain address. */
  private async urlOf(facts: PaperFacts, { serial }: Entry, url: string, width: number): Promise<string> {
    const { jwk, privateKey } = await this.keys.current('offline');
    const { holder, course, issuedOn, trial, minorUntil } = facts;
    const name = minorUntil ? initialsOf(holder.name) : holder.name;
    for (const said of [course.name, '']) {
      const text = offlineUrl(url, { serial, name, course: said, issuedOn, trial }, jwk.kid, privateKey);
      if (moduleWidth(text, width) >= SMALLEST_MODULE) return text;
    }
    return url;
  }
}
