import { expect, test } from '@jest/globals';
import { createLogger, NestLogger } from './index.js';

const NAME = 'Phạm Thị Hồng Nhung';

/** Of a database that could not read a value; its own lines follow the first. */
function failed(): Error {
  const error = new Error(`invalid input syntax for type uuid: "${NAME}"\nRow: ${NAME}, 0912345678`);
  return Object.assign(error, { code: '22P02', detail: NAME, parameters: [NAME] });
}

function lines(tell: (logger: ReturnType<typeof createLogger>) => void): Record<string, string>[] {
  const written: string[] = [];
  tell(createLogger('trace', 'test', { write: (line) => void written.push(line) }));
  return written.map((line) => JSON.parse(line));
}

test.each([
  [
    'of our own',
    (logger: ReturnType<typeof createLogger>) => logger.error({ err: failed() }, 'request failed'),
  ],
  ['of NestJS', (logger: ReturnType<typeof createLogger>) => new NestLogger(logger).error(failed())],
])('an error %s says what and where in the log, and no value of a person', (_, tell) => {
  const [line] = lines(tell);
  expect(JSON.stringify(line)).not.toMatch(/Nhung|0912345678/);
  expect(line?.['err']).toMatchObject({
    type: 'Error',
    message: '22P02: invalid input syntax for type uuid: …',
    stack: expect.stringMatching(/^ {4}at failed \(.*logging\.spec\.ts/),
  });
});

test('what was thrown without being an error says no more than what it is', () => {
  const [line] = lines((logger) => logger.error({ err: NAME }, 'request failed'));
  expect(line).toMatchObject({ err: { type: 'string' }, msg: 'request failed' });
  expect(JSON.stringify(line)).not.toContain(NAME);
});
