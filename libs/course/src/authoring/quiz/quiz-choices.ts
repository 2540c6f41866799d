import { Injectable } from '@nestjs/common';
import { QuestionBanks } from '#assessment';

/** What a quiz can be made of: the banks, and the tags of the one chosen. */
@Injectable()
export class QuizChoices {
  constructor(private readonly banks: QuestionBanks) {}

  async of(values: Record<string, unknown>) {
    const banks = await this.banks.list();
    const bank = banks.find(({ id }) => id === values['bankId']) ?? null;
    const tags = bank ? await this.banks.tags(bank.id) : [];
    return {
      banks: banks.map(({ id, title, questions }) => ({ value: id, label: `${title} (${questions})` })),
      bank: bank && { ...bank, href: `/authoring/banks/${bank.id}` },
      tags: tags.map(({ tag, questions }) => ({
        name: `draw.${tag}`,
        tag,
        questions,
        value: values[`draw.${tag}`] ?? '',
      })),
    };
  }
}
