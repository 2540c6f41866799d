import { Injectable } from '@nestjs/common';
import { Blueprints, QuestionBanks } from '#assessment';

/** What a quiz can be made of: the banks, the blueprints and tags of the one chosen. */
@Injectable()
export class QuizChoices {
  constructor(
    private readonly banks: QuestionBanks,
    private readonly blueprints: Blueprints,
  ) {}

  async of(values: Record<string, unknown>) {
    const banks = await this.banks.list();
    const bank = banks.find(({ id }) => id === values['bankId']) ?? null;
    const tags = bank ? await this.banks.tags(bank.id) : [];
    const blueprints = bank ? await this.blueprints.list(bank.id) : [];
    return {
      banks: banks.map(({ id, title, questions }) => ({ value: id, label: `${title} (${questions})` })),
      bank: bank && { ...bank, href: `/authoring/banks/${bank.id}` },
      blueprints: blueprints.map(({ id, title, questions }) => ({
        value: id,
        label: `${title} (${questions})`,
      })),
      blueprintsHref: bank && `/authoring/banks/${bank.id}/blueprints`,
      tags: tags.map(({ tag, questions }) => ({
        name: `draw.${tag}`,
        tag,
        questions,
        value: values[`draw.${tag}`] ?? '',
      })),
    };
  }
}
