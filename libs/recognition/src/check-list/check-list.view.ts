import type { Translate } from '#platform/i18n';
import type { PartWords } from '../rule/rule-words.js';
import type { Checked, CheckList, Evidence } from './check-list.policy.js';

/** A check-list as pages show it: each part in words, what shows it, or what is lacking and where to go. */
export function checkListView(
  list: CheckList,
  words: { requirements: PartWords[]; exemptions: PartWords[] },
  t: Translate,
) {
  const shownOf = ({ requirements }: CheckList) => requirements.filter(({ shown }) => shown !== null).length;
  return {
    complete: list.complete,
    shown: shownOf(list),
    total: list.requirements.length,
    requirements: list.requirements.map((each) => item(each, words.requirements, t)),
    exemptions: list.exemptions.map((each) => item(each, words.exemptions, t)),
  };
}

function item({ part, shown, near }: Checked<{ id: string }>, words: PartWords[], t: Translate) {
  const said = words.find(({ id }) => id === part.id);
  return {
    id: part.id,
    label: said?.label ?? '',
    note: said?.note ?? null,
    href: shown ? null : (said?.href ?? null),
    shown: shown !== null,
    at: shown?.at ?? null,
    evidence: shown ? t(`recognition.evidence.${shown.kind satisfies Evidence['kind']}`) : null,
    near: near
      ? t(`recognition.near.${near.reason}`, {
          ...{ questions: near.questions, nth: near.nth },
          percent: t('recognition.near.percent', {
            whole: Math.floor(near.permille / 10),
            tenth: near.permille % 10,
          }),
        })
      : null,
  };
}
