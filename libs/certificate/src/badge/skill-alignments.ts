import { Inject, Injectable } from '@nestjs/common';
import { CaseNames, type Framework, Frameworks } from '#competency';
import { CONFIG, type Config } from '#platform/config';
import type { PaperFacts } from '../certificate/paper-facts.js';
import { citation } from '../issuing/paper-words.js';
import { printedCode } from '../levels/awarded-lines.js';
import type { FrameworkComponent } from '../render/certificate-model.js';
import type { SkillAlignment } from './achieved-levels.js';

/**
 * The components a paper names, with the addresses of their CASE items: in the version of the paper, else in the one in
 * force.
 */
@Injectable()
export class SkillAlignments {
  constructor(
    private readonly frameworks: Frameworks,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of({ framework: lines = [] }: PaperFacts): Promise<SkillAlignment[]> {
    const known = await this.frameworks.allInForce();
    const found = await Promise.all(
      lines.map(async ({ framework: cited, versionId, components }) => {
        const framework = versionId
          ? await this.frameworks.byVersion(versionId)
          : known.find((each) => citation(each.document) === cited);
        return framework ? this.alignmentsOf(framework, cited, components) : [];
      }),
    );
    return found.flat();
  }

  private alignmentsOf(
    framework: Framework,
    cited: string,
    components: readonly FrameworkComponent[],
  ): SkillAlignment[] {
    const names = new CaseNames(this.config.publicUrl, framework.code, framework.version);
    return components.flatMap(({ code, name, award }) => {
      const item = [...framework.components.keys()].find((each) => printedCode(each) === code);
      if (!code || !item) return [];
      const { uri: url } = names.item('Component', item, name);
      const version = framework.version;
      return [{ name, code, framework: cited, version, url, ...(award ? { award } : {}) }];
    });
  }
}
