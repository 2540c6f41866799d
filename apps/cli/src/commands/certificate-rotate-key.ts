import { KEY_USES, KeyRing, type KeyUse } from '#certificate';
import { type Command, UsageError } from '../command.js';

/** Run it where the web and worker processes have their DATA_DIR; they take the new key by themselves. */
export const certificateRotateKey: Command = {
  name: 'certificate:rotate-key',
  summary: 'Sign badges or QR codes with a new key; the old one stays published',
  usage: 'certificate:rotate-key badge|offline',
  options: {},
  async run({ positionals, app }): Promise<{ use: KeyUse; retired: string; current: string }> {
    const [use, ...others] = positionals;
    const known = KEY_USES.find((each) => each === use);
    if (!known || others.length > 0) throw new UsageError('certificate:rotate-key needs badge or offline.');
    const keys = (await app()).get(KeyRing, { strict: false });
    return { use: known, ...(await keys.rotate(known, null)) };
  },
  print(answer) {
    const { use, retired, current } = answer as { use: KeyUse; retired: string; current: string };
    return `${use}: signs with ${current} from now on; ${retired} stays published.`;
  },
};
