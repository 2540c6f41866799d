import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { type FoundPerson, PersonSearch, UnitChoice } from '#identity';
import { InvalidInput } from '#platform/errors';
import type { newClassInput } from './class.input.js';
import type { ClassRow } from './class-scope.js';
import type { ClassDetails } from './training-class.entity.js';

const OFFERED = 12;

/** Several people answer to what was typed; the form shows them to choose from. */
export class PersonAmbiguous extends InvalidInput {
  constructor(readonly people: FoundPerson[]) {
    super([{ field: 'responsible', code: 'enrolment.person-ambiguous' }]);
  }
}

type Typed = z.infer<typeof newClassInput>;

/** Makes of what was typed the unit and the person it means, within the units of whoever typed it. */
@Injectable()
export class ClassChoices {
  constructor(
    private readonly units: UnitChoice,
    private readonly people: PersonSearch,
  ) {}

  /** `now`: the class as it is, whose unit and person stay when their names were left as they were. */
  async details(
    { unit, unitCode, responsible, responsibleId, ...rest }: Typed,
    scope: readonly string[],
    now: ClassRow | null = null,
  ): Promise<ClassDetails> {
    const keepsUnit = unit !== '' && unit === now?.hostUnit && !unitCode;
    const keepsPerson = responsible !== '' && responsible === now?.responsible && !responsibleId;
    return {
      ...rest,
      hostUnitId: keepsUnit ? now.hostUnitId : await this.unit({ unit, unitCode }, scope),
      responsibleId: keepsPerson ? now.responsibleId : await this.person(responsible, responsibleId, scope),
    };
  }

  private async unit(typed: { unit: string; unitCode?: string | undefined }, scope: readonly string[]) {
    if (typed.unit === '') return null;
    return (await this.units.resolve(typed, scope)).id;
  }

  private async person(
    text: string,
    chosen: string | undefined,
    scope: readonly string[],
  ): Promise<string | null> {
    if (text === '') return null;
    const found = await this.people.find(text, scope, OFFERED);
    const meant =
      found.find(({ accountId }) => accountId === chosen) ?? (found.length === 1 ? found[0] : undefined);
    if (meant) return meant.accountId;
    if (found.length > 0) throw new PersonAmbiguous(found);
    throw new InvalidInput([{ field: 'responsible', code: 'enrolment.person-unknown' }]);
  }
}
