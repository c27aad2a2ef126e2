import { beforeEach, expect, test, vi } from "vitest";
import { whenDue } from "./triggers";

beforeEach(() => {
  vi.useFakeTimers();
  scrollTo(0);
  Object.defineProperty(document.documentElement, "scrollHeight", { value: 2000 + innerHeight, configurable: true });
});

function scrollTo(top: number): void {
  Object.defineProperty(window, "scrollY", { value: top, configurable: true });
  window.dispatchEvent(new Event("scroll"));
}

function leaveUpwards(): void {
  document.dispatchEvent(new MouseEvent("mouseout", { clientY: -1, relatedTarget: null }));
}

test("nothing to wait for is due at once", () => {
  const work = vi.fn();
  whenDue(undefined, work);
  expect(work).toHaveBeenCalledOnce();
});

test("first its seconds pass, then the first of the others counts", () => {
  const work = vi.fn();
  whenDue({ after_seconds: 10, scroll_percent: 50, on_leave: true }, work);
  leaveUpwards();
  vi.advanceTimersByTime(10_000);
  expect(work).not.toHaveBeenCalled();
  leaveUpwards();
  scrollTo(1500);
  expect(work).toHaveBeenCalledOnce();
});

test("who has scrolled far enough meanwhile need not scroll again", () => {
  const work = vi.fn();
  whenDue({ after_seconds: 10, scroll_percent: 50, on_leave: true }, work);
  scrollTo(1500);
  vi.advanceTimersByTime(10_000);
  expect(work).toHaveBeenCalledOnce();
});

test("half of the page is half of the way down", () => {
  const work = vi.fn();
  whenDue({ scroll_percent: 50 }, work);
  scrollTo(999);
  expect(work).not.toHaveBeenCalled();
  scrollTo(1000);
  expect(work).toHaveBeenCalledOnce();
});

test("on a phone, leaving is scrolling back up fast", () => {
  const work = vi.fn();
  scrollTo(1500);
  whenDue({ on_leave: true }, work);
  vi.advanceTimersByTime(1000);
  scrollTo(1490);
  vi.advanceTimersByTime(100);
  scrollTo(900);
  expect(work).toHaveBeenCalledOnce();
});

test("who moves to another part of the page does not leave", () => {
  const work = vi.fn();
  whenDue({ on_leave: true }, work);
  document.dispatchEvent(new MouseEvent("mouseout", { clientY: -1, relatedTarget: document.body }));
  document.dispatchEvent(new MouseEvent("mouseout", { clientY: 300, relatedTarget: null }));
  expect(work).not.toHaveBeenCalled();
});

test.each([{ after_seconds: 1 }, { scroll_percent: 50 }, { on_leave: true }])("what was stopped does not come: %j", (trigger) => {
  const work = vi.fn();
  whenDue(trigger, work)();
  vi.advanceTimersByTime(5000);
  scrollTo(2000);
  leaveUpwards();
  expect(work).not.toHaveBeenCalled();
});
