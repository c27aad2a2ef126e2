import type { Bridge } from "../core/lazy";
import { remember, type Answers } from "./remembering";
import type { Product, Question, Told } from "./told";

const CATEGORY = "category:";

/** Where a shopper stands in a guide. Nobody else keeps it: each request has all answers. */
export class Walk {
  told: Told | undefined;
  hasFailed = false;
  isDone = false;
  /** The answer that is being changed. */
  changing: { question: string; option: string; place: number } | undefined;
  private answers: Answers = [];
  private readonly asked = new Set<string>();
  private isStarted = false;
  private isSeen = false;
  private hasGuide = true;
  private turn = 0;

  constructor(
    private readonly bridge: Bridge,
    /** A merchant's key, "category:" and a path, or nothing: the whole shop. */
    readonly key: string,
    private readonly changed: () => void,
  ) {}

  get count(): number {
    return this.answers.length;
  }

  get list(): string {
    return `guide:${this.key}`;
  }

  /** Ask the server what comes next. */
  async ask(): Promise<void> {
    const mine = ++this.turn; // an old answer may come late
    let told: Told | undefined;
    try {
      told = await this.fetch();
    } catch {
      // no network, or an answer that is none
    }
    if (mine !== this.turn) return;
    this.hasFailed = !told;
    if (told) this.take(told);
    this.changed();
  }

  private async fetch(): Promise<Told | undefined> {
    const { key, answers, changing } = this;
    const where = key.startsWith(CATEGORY) ? { category: key.slice(CATEGORY.length) } : { guide: key };
    const answer = await this.bridge.post("discovery/guide", {
      ...(this.hasGuide ? where : {}),
      answers: Object.fromEntries(answers),
      again: changing?.question,
    });
    if (answer.status === 404 && this.hasGuide && key) {
      this.hasGuide = false; // it was switched off: the whole shop is better than nothing
      return this.fetch();
    }
    return answer.ok ? ((await answer.json()) as Told) : undefined;
  }

  private take(told: Told): void {
    this.told = told;
    this.answers = this.answers.filter(([question]) => !told.ignored.includes(question));
    this.tellQuestion();
    if (told.question || this.isDone) return;
    this.isDone = true;
    this.track("Completed", { products: told.products.slice(0, 3).map((each) => each.product_id) });
  }

  answer(question: Question, option: string): void {
    const { label = "" } = question.options.find((each) => each.key === option) ?? {};
    this.track("Question Answered", { question: question.key, option, label });
    this.answers.splice(this.changing?.place ?? this.answers.length, 0, [question.key, option]);
    this.go();
  }

  /** Ask a question again that was answered already; without one, the last. */
  change(question?: string): void {
    this.putBack();
    const place = question ? this.answers.findIndex(([key]) => key === question) : this.answers.length - 1;
    const taken = this.answers.splice(place, 1)[0];
    if (taken) this.changing = { question: taken[0], option: taken[1], place };
    this.isDone = false;
    void this.ask();
  }

  /** Back: an answer that was being changed stays as it was, else the last one is asked again. */
  back(): void {
    if (this.changing && this.changing.place < this.answers.length) {
      this.putBack();
      void this.ask();
    } else {
      this.changing = undefined;
      this.change();
    }
  }

  private putBack(): void {
    const { changing } = this;
    if (changing) this.answers.splice(changing.place, 0, [changing.question, changing.option]);
    this.changing = undefined;
  }

  restart(answers: Answers = []): void {
    this.answers = [...answers];
    this.told = undefined;
    this.isDone = false;
    this.go();
  }

  private go(): void {
    this.changing = undefined;
    remember(this.bridge, this.key, this.answers);
    void this.ask();
  }

  /** The shopper sees it: from now on it counts. */
  see(): void {
    this.isSeen = true;
    this.tellQuestion();
  }

  private tellQuestion(): void {
    const { told, asked } = this;
    if (!told || !this.isSeen) return;
    if (!this.isStarted) this.track("Started", {});
    this.isStarted = true;
    const key = told.question?.key;
    if (!key || asked.has(key)) return;
    asked.add(key);
    this.track("Question Asked", { question: key, position: this.count + 1 });
  }

  leave(): void {
    if (this.isStarted && !this.isDone) {
      this.track("Left", { question: this.told?.question?.key, position: this.count + 1 });
    }
  }

  click(product: Product, position: number): void {
    this.isDone = true; // found is not left
    this.bridge.track("Product Clicked", { product_id: product.product_id, position, list_id: this.list });
  }

  private track(what: string, more: object): void {
    this.bridge.track(`Guide ${what}`, { guide: this.key, version: this.told?.version, ...more });
  }
}
