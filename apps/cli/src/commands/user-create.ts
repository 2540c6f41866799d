import { DataSource } from 'typeorm';
import {
  Accounts,
  normaliseEmail,
  normalisePhone,
  normaliseUsername,
  OneTimeSecrets,
  shownCode,
} from '#identity';
import { Units } from '#organisation';
import { inTransaction } from '#platform/database';
import { ROLES, type Role } from '#platform/http';
import { cleanText } from '#platform/text';
import { type Command, Refused, UsageError } from '../command.js';

/** Creates one person with a role and prints the one-time activation code. */
export const userCreate: Command = {
  name: 'user:create',
  summary: 'Create a person with a role and print a one-time activation code',
  usage: `user:create --name "FULL NAME" --role ROLE --unit CODE (--phone N | --email A | --username U) [--job "POSITION"]

Roles: ${ROLES.join(', ')}
Unit:  a code such as vn, 31, 11311 or 31-SKHCN; the role covers the unit and everything below it`,
  options: {
    name: { type: 'string' },
    role: { type: 'string' },
    unit: { type: 'string' },
    phone: { type: 'string' },
    email: { type: 'string' },
    username: { type: 'string' },
    job: { type: 'string' },
  },
  async run({ values, app }) {
    const given = parse(values);
    const opened = await app();
    const unit = await opened.get(Units, { strict: false }).findByCode(given.unit);
    if (!unit) throw new Refused(`There is no unit ${given.unit}. Load the units with: seed`);
    const { role, fullName, phone, email, username, jobTitle } = given;
    const accountId = await opened
      .get(Accounts, { strict: false })
      .create({ fullName, phone, email, username, jobTitle, unitId: unit.id, roles: [{ role }] }, null);
    const [issued] = await inTransaction(opened.get(DataSource), (tx) =>
      opened.get(OneTimeSecrets, { strict: false }).issue(tx, [accountId], 'activation', null),
    );
    if (!issued) throw new Refused('No code could be issued');
    return {
      accountId,
      role,
      unitCode: unit.code,
      code: shownCode(issued.code),
      link: issued.link,
      expiresAt: issued.expiresAt.toISOString(),
    };
  },
  print(answer) {
    const { code, link, expiresAt, role, unitCode } = answer as Record<string, string>;
    return `Created: ${role} at ${unitCode}\nActivation code: ${code}\nLink: ${link}\nValid until ${expiresAt}; it is kept nowhere else.`;
  },
};

function parse(values: Record<string, string | boolean | undefined>) {
  const text = (name: string): string => (typeof values[name] === 'string' ? values[name] : '');
  const fullName = cleanText(text('name'));
  if (fullName.length < 2) throw new UsageError('--name is missing');
  const role = text('role') as Role;
  if (!ROLES.includes(role)) throw new UsageError(`--role must be one of: ${ROLES.join(', ')}`);
  if (!text('unit')) throw new UsageError('--unit is missing');
  const read = (name: string, normalise: (value: string) => string | null): string | null => {
    if (!text(name)) return null;
    const value = normalise(text(name));
    if (!value) throw new UsageError(`--${name} is not valid: ${text(name)}`);
    return value;
  };
  const phone = read('phone', normalisePhone);
  const email = read('email', normaliseEmail);
  const username = read('username', normaliseUsername);
  if (!phone && !email && !username) throw new UsageError('One of --phone, --email and --username is needed');
  return {
    fullName,
    role,
    unit: text('unit'),
    phone,
    email,
    username,
    jobTitle: cleanText(text('job')) || null,
  };
}
