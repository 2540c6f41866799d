const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DAY = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  day: '2-digit',
  month: '2-digit',
});

/** What a learner can quote about a handed-in attempt: `NB-`, day and month, 30 bits of the attempt's id. */
export function receiptCode(attemptId: string, submittedAt: Date): string {
  const bits = Number.parseInt(attemptId.slice(-8), 16) % 2 ** 30;
  const code = Array.from(
    { length: 6 },
    (_, index) => DIGITS[Math.floor(bits / 32 ** (5 - index)) % 32],
  ).join('');
  return `NB-${DAY.format(submittedAt).replace('/', '')}-${code.slice(0, 4)}-${code.slice(4)}`;
}
