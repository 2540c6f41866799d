import { type Config, ConfigError } from '#platform/config';
import { developmentKey } from './development-key.js';
import { type KeySource, PadesSigner } from './pades-signer.js';
import { pkcs12Key } from './pkcs12-key.js';
import { remoteKey } from './remote-key.js';
import type { Signer } from './signer.js';
import { UnusableKey } from './signing-key.js';
import { TimeStampAuthority } from './time-stamp-authority.js';

/** The signer of this installation. @throws ConfigError when its key file cannot be used. */
export function chooseSigner(config: Pick<Config, 'dataDir' | 'signing'>): Signer {
  const { timeStampUrl } = config.signing;
  return new PadesSigner(keyOf(config), timeStampUrl ? new TimeStampAuthority(timeStampUrl) : null);
}

function keyOf({ dataDir, signing: { key } }: Pick<Config, 'dataDir' | 'signing'>): KeySource {
  if (key.kind === 'development') return developmentKey(dataDir);
  if (key.kind === 'remote') return remoteKey(key);
  try {
    return pkcs12Key(key.file, key.passphrase);
  } catch (error) {
    if (error instanceof UnusableKey) throw new ConfigError(`SIGNER_P12: ${error.message}`);
    throw error;
  }
}
