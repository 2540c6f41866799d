import { Inject, Injectable } from '@nestjs/common';
import { CaseNames, Frameworks } from '#competency';
import { CONFIG, type Config } from '#platform/config';
import type { PaperFacts } from '../certificate/paper-facts.js';
import { citation } from '../issuing/paper-words.js';
import type { SkillAlignment } from './credential.js';

/** The components a paper names, with the addresses of their CASE items in the version in force. */
@Injectable()
export class SkillAlignments {
  constructor(
    private readonly frameworks: Frameworks,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of({ framework: lines = [] }: PaperFacts): Promise<SkillAlignment[]> {
    const known = await Promise.all(
      (await this.frameworks.codes()).map((code) => this.frameworks.find(code)),
    );
    return lines.flatMap(({ framework: cited, components }) => {
      const framework = known.find((each) => each && citation(each.document) === cited);
      if (!framework) return [];
      const names = new CaseNames(this.config.publicUrl, framework.code, framework.version);
      return components.flatMap(({ code, name }) => {
        const found = [...framework.components.keys()].find((each) => each.split('/').at(-1) === code);
        if (!code || !found) return [];
        return [{ name, code, framework: cited, url: names.item('Component', found, name).uri }];
      });
    });
  }
}
