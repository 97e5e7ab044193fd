package dev.runnel.session;

import dev.runnel.Context;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import java.util.List;
import java.util.Optional;

/** A conversation for reading it again. */
public final class Transcript {

    private final SessionId id;
    private final Title title;
    private final Context context;
    private final TurnTree tree;
    private final Summary summary;

    Transcript(SessionId id, Title title, Context context, TurnTree tree, Summary summary) {
        this.id = id;
        this.title = title;
        this.context = context;
        this.tree = tree;
        this.summary = summary;
    }

    /** Of a conversation in which nothing was said. */
    public static Transcript empty(SessionId id) {
        return new Transcript(id, Title.NONE, Context.NONE, TurnTree.EMPTY, Summary.NONE);
    }

    /** Of one whose first question has no answer yet. */
    public static Transcript begun(SessionId id, String question) {
        return new Transcript(id, Title.of(question), Context.NONE, TurnTree.EMPTY, Summary.NONE);
    }

    public SessionId id() {
        return id;
    }

    /** The beginning of the first question, or what the user called it. */
    public String title() {
        return title.text();
    }

    /** Whether the user gave it its title. */
    public boolean isNamed() {
        return title.isChosen();
    }

    /** What it is about. */
    public Context context() {
        return context;
    }

    /** All turns that are kept, in the order in which they were asked; the first one may lack its question. */
    public List<Turn> turns() {
        return tree.turns();
    }

    /** The turns of the current branch, oldest first. */
    public List<Turn> branch() {
        return tree.branch();
    }

    /** The turns before a turn at this place, oldest first. */
    public List<Turn> before(TurnPlace place) {
        return tree.before(place);
    }

    /** The turns up to this one; none if it is not kept. */
    public List<Turn> upTo(ReplyId turn) {
        return tree.pathTo(turn);
    }

    /** The summary of the current branch's beginning; {@link Summary#NONE} if there is none. */
    public Summary summary() {
        return summary;
    }

    /** The turn of this reply, or the one that went on from it. */
    public Optional<Turn> find(ReplyId reply) {
        return tree.find(reply);
    }
}
