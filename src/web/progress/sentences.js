// How far a chapter has come, and what is left in it, in words.
import {counted, inRow} from "../words.js";

const QUESTIONS = {one: "{n} question", other: "{n} questions"};
const EXERCISES = {one: "{n} exercise", other: "{n} exercises"};
const OF_QUESTIONS = {one: "{done} of {n} question", other: "{done} of {n} questions"};
const OF_ALL = {
  one: "{done} of {n} question or exercise done",
  other: "{done} of {n} questions and exercises done",
};

export const OF_EXERCISES = {one: "{done} of {n} exercise", other: "{done} of {n} exercises"};
export const AT_ONCE = {
  one: "{done} of {n} question ({first} at once)",
  other: "{done} of {n} questions ({first} at once)",
};

/** How far one chapter has come: "2 of 5 questions (1 at once), 1 of 2 exercises, read". */
export function sentence({answered: done, atOnce: first, solved, isRead}, {questions, exercises}) {
  return inRow(
    questions.length && counted(done ? AT_ONCE : OF_QUESTIONS, questions.length, {done, first}),
    exercises.length && counted(OF_EXERCISES, exercises.length, {done: solved}),
    isRead && "read",
  );
}

/** What a chapter still has to offer: "3 questions, 1 exercise". */
export function remainder({answered, solved, isRead}, {questions, exercises}) {
  const open = [questions.length - answered, exercises.length - solved];
  return (
    inRow(
      open[0] && counted(QUESTIONS, open[0]),
      open[1] && counted(EXERCISES, open[1]),
      !isRead && "reading",
    ) || "nothing, all is done"
  );
}

/** The same as a sign, "3/7", and as what a voice says in its place. */
export function ratio({answered, solved}, {questions, exercises}) {
  const [done, total] = [answered + solved, questions.length + exercises.length];
  return {sign: `${done}/${total}`, spoken: counted(OF_ALL, total, {done})};
}
