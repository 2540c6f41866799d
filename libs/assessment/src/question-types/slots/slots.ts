import type { z } from 'zod';
import type { Random } from '../../random/random.js';
import { partsIn, partsOf } from '../answer-parts.js';
import type { QuestionEditor } from '../editor/question-editor.js';
import type {
  Answer,
  Outcome,
  QuestionReview,
  QuestionType,
  QuestionView,
  Rule,
  Verdict,
} from '../question-type.js';
import { ruleOf, type Scoring, unitsFor } from '../scoring.js';
import { idAt } from '../shown-numbers.js';

/** A place that holds one value: a row, a gap, a spot on a picture. */
export interface Slot {
  id: string;
  text: string;
  /** Id of the right value; null where nothing is right or wrong. */
  right: string | null;
  feedback?: string | undefined;
}

/** What a slot may hold: the author's text, or a word of the interface (a locale key). */
export interface SlotValue {
  id: string;
  text: string | null;
  label: string | null;
}

/** What questions have in common where each of several slots takes one value out of a list. */
export abstract class Slots<Body> implements QuestionType<Body> {
  abstract readonly code: string;
  abstract readonly body: z.ZodType<Body>;
  abstract readonly editor: QuestionEditor<Body>;
  readonly answersByPart = true;
  /** Templates of the folder that draw it; `<template>-review` after release. */
  protected abstract readonly template: string;

  protected abstract slots(body: Body): Slot[];
  protected abstract values(body: Body, slot: Slot): SlotValue[];
  protected abstract scoring(body: Body): Scoring;
  /** Ids of what is shuffled. */
  abstract order(body: Body, random: Random): string[];

  marks(_body: Body): number {
    return 1;
  }

  /** In the order of the body, so that the same choice is always the same answer. */
  parse(body: Body, raw: unknown, shown: string[]): Answer {
    const slots = this.slots(body);
    const arranged = idsOf(this.shownSlots(body, shown));
    const parts = new Map([...partsIn(raw)].map(([number, value]) => [idAt(arranged, number), value]));
    return slots.flatMap((slot) => {
      const value = parts.get(slot.id);
      if (value === undefined) return [];
      return [`${slot.id}=${idAt(idsOf(this.shownValues(body, slot, shown)), value)}`];
    });
  }

  grade(body: Body, answer: Answer): Outcome {
    const slots = this.slots(body);
    const parts = partsOf(answer);
    const hits = slots.filter((slot) => this.isRight(slot, parts)).length;
    return unitsFor(hits, slots.length, this.scoring(body));
  }

  right(body: Body): Answer {
    return this.slots(body).flatMap((slot) => (slot.right === null ? [] : [`${slot.id}=${slot.right}`]));
  }

  view(body: Body, shown: string[], answer: Answer, field: string): QuestionView {
    const parts = partsOf(answer);
    return {
      template: `assessment/question-types/${this.template}`,
      instruction: `assessment.question.instruction.${this.code}`,
      rule: this.rule(body),
      field,
      ...this.extra(body),
      slots: this.shownSlots(body, shown).map((slot, index) => ({
        name: `${field}.${index + 1}`,
        number: index + 1,
        text: slot.text,
        values: this.shownValues(body, slot, shown).map(({ id, text, label }, place) => ({
          number: place + 1,
          text,
          label,
          chosen: parts.get(slot.id) === id,
        })),
      })),
    };
  }

  review(body: Body, shown: string[], answer: Answer): QuestionReview {
    const parts = partsOf(answer);
    return {
      template: `assessment/question-types/${this.template}-review`,
      instruction: `assessment.question.instruction.${this.code}`,
      ...this.extra(body),
      slots: this.shownSlots(body, shown).map((slot, index) => {
        const values = this.values(body, slot);
        const of = (id: string | null | undefined) => values.find((value) => value.id === id) ?? null;
        return {
          number: index + 1,
          text: slot.text,
          given: of(parts.get(slot.id)),
          right: of(slot.right),
          verdict: this.verdictOf(slot, parts),
          feedback: slot.feedback ?? null,
        };
      }),
    };
  }

  protected isRight(slot: Slot, parts: Map<string, string>): boolean {
    return slot.right !== null && parts.get(slot.id) === slot.right;
  }

  protected rule(body: Body): Rule | null {
    return ruleOf(this.scoring(body), this.slots(body).length);
  }

  /** What the templates need besides the slots. */
  protected extra(_body: Body): object {
    return {};
  }

  protected shownSlots(body: Body, shown: string[]): Slot[] {
    return arranged(this.slots(body), shown);
  }

  protected shownValues(body: Body, slot: Slot, shown: string[]): SlotValue[] {
    return arranged(this.values(body, slot), shown);
  }

  private verdictOf(slot: Slot, parts: Map<string, string>): Verdict {
    if (slot.right === null) return 'locked';
    if (this.isRight(slot, parts)) return 'correct';
    return parts.has(slot.id) ? 'wrong' : 'missed';
  }
}

/** Those that are shuffled as shown, others as the author put them. */
export function arranged<T extends { id: string }>(given: T[], shown: string[]): T[] {
  if (!given.every(({ id }) => shown.includes(id))) return given;
  return [...given].sort((one, other) => shown.indexOf(one.id) - shown.indexOf(other.id));
}

export const idsOf = (given: { id: string }[]): string[] => given.map(({ id }) => id);

/** The author's texts as values. */
export const asValues = (given: { id: string; text: string }[]): SlotValue[] =>
  given.map(({ id, text }) => ({ id, text, label: null }));
