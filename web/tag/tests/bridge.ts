import type { Choice, Properties } from "../commesso";
import type { Bridge, Chunk, Config, Seen } from "../core/lazy";

/** A fake of the core, for the parts that are loaded later. It remembers what they asked of it. */
export class FakeBridge implements Bridge {
  language = "it";
  events: [string, Properties][] = [];
  users: string[] = [];
  signals: Choice[] = [];
  decisions: [Choice, string, string | undefined][] = [];
  posts: [string, Properties][] = [];
  memory: Record<string, Seen> = {};
  current: Choice = {};
  isRemembering = true;
  isInside = false;
  isQuestionOpen = false;
  answer = new Response("{}", { status: 202 });
  private listeners: ((event: never) => void)[] = [];

  constructor(public config: Config = { store: { default_language: "en" } }) {}

  track(event: string, properties: Properties): void {
    this.events.push([event, properties]);
    this.say(event);
  }

  /** The page itself tracks something. */
  say(event: string): void {
    for (const each of this.listeners) each({ event } as never);
  }

  identify(user: string): void {
    this.users.push(user);
  }

  on = (_: string, listener: (event: never) => void): void => void this.listeners.push(listener);
  signal = (choice: Choice): void => void this.signals.push(choice);
  decide = (choice: Choice, source: string, text?: string): void => void this.decisions.push([choice, source, text]);
  choice = (): Choice => this.current;
  seen = (): Record<string, Seen> => this.memory;
  save = (): void => {};
  remembers = (): boolean => this.isRemembering;
  mustAsk = (): boolean => this.isQuestionOpen;
  isWithin = (): boolean => this.isInside;
  products: string[] = [];
  viewed = (): string[] => this.products;
  visit = (): Partial<{ id: number; at: number; pages: number }> => ({ pages: 1 });
  parts: Record<string, Chunk> = {};
  part = (name: string): Promise<Chunk | undefined> => Promise.resolve(this.parts[name]);

  post(path: string, body: Properties): Promise<Response> {
    this.posts.push([path, body]);
    return Promise.resolve(this.answer);
  }

  desk: unknown = {};
  get = (): Promise<Response> => Promise.resolve(new Response(JSON.stringify(this.desk)));

  names(): string[] {
    return this.events.map(([name]) => name);
  }
}
