const parts = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: 'Asia/Ho_Chi_Minh', hourCycle: 'h23' },
  ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
});

/** “10:40, 21/11/2026” in Viet Nam, for words that name a moment. */
export function momentText(moment: Date): string {
  const of = Object.fromEntries(parts.formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${of['hour']}:${of['minute']}, ${of['day']}/${of['month']}/${of['year']}`;
}
