import { Injectable } from '@nestjs/common';
import { type Framework, Frameworks } from '#competency';

/** Components as a form offers them, grouped by framework. */
@Injectable()
export class ComponentOptions {
  constructor(private readonly frameworks: Frameworks) {}

  async groups() {
    const found = await Promise.all(
      (await this.frameworks.codes()).map((code) => this.frameworks.find(code)),
    );
    return found
      .filter((each): each is Framework => each !== null)
      .map((framework) => ({
        label: framework.title,
        options: [...framework.components.values()].map(({ code, name }) => ({
          value: `${framework.code}/${code}`,
          label: `${code} ${name}`,
        })),
      }));
  }
}
