import { Client } from 'pg';

export interface ListenerOptions {
  databaseUrl: string;
  /** How the connection is called in the database's list of connections. */
  name: string;
  channel: string;
  heard: (payload: string) => void;
}

/** One connection that hears the notifications of a channel. What happens while it is lost is not heard. */
export class Listener {
  private connection: Promise<Client> | null = null;

  constructor(private readonly options: ListenerOptions) {}

  /**
   * Connects when there is no connection; throws when the database cannot be reached. True when it had to: what
   * was told before is not heard.
   */
  async ensure(): Promise<boolean> {
    const lost = this.connection === null;
    this.connection ??= this.connect();
    await this.connection;
    return lost;
  }

  async close(): Promise<void> {
    const client = await this.connection?.catch(() => null);
    this.connection = null;
    await client?.end().catch(() => {});
  }

  private async connect(): Promise<Client> {
    const { databaseUrl, name, channel, heard } = this.options;
    const client = new Client({ connectionString: databaseUrl, application_name: name });
    const lost = () => {
      this.connection = null;
    };
    client.on('notification', ({ payload }) => heard(payload ?? ''));
    client.on('error', lost);
    client.on('end', lost);
    try {
      await client.connect();
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      lost();
      await client.end().catch(() => {});
      throw error;
    }
    return client;
  }
}
