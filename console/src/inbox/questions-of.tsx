import { useQuery } from 'urql';
import { graphql } from '../gql/gql.ts';
import { useEvents } from '../graphql/use-events.ts';
import { QuestionForm } from './question-form.tsx';

const OpenQuestions = graphql(`
  query OpenQuestions($runId: ID, $chatId: ID) {
    questions(runId: $runId, chatId: $chatId) {
      ...QuestionParts
    }
  }
`);

/** What a run or a chat asks and nobody has answered yet, as it comes and goes. */
export function QuestionsOf({ runId, chatId }: { runId?: string; chatId?: string }) {
  const [{ data }, ask] = useQuery({ query: OpenQuestions, variables: { runId, chatId }, requestPolicy: 'cache-and-network' });
  const again = () => ask({ requestPolicy: 'network-only' });
  useEvents({ runId, chatId, types: ['question_asked', 'question_answered', 'gap'] }, again);
  if (!data || data.questions.length === 0) return null;
  return (
    <section className="questions" aria-label="Waits for an answer">
      {data.questions.toReversed().map((question) => (
        <QuestionForm key={question.id} question={question} onDone={again} />
      ))}
    </section>
  );
}
