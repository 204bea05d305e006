package ctk.documents;

/** A description in the few words that stand beside an option in a menu. */
final class Brief {

    private static final int MOST = 70;

    private Brief() {}

    /** Return the first sentence, or as many whole words of it as have room. */
    static String of(String description) {
        String sentence = description.split("[.;] |\\.$", 2)[0];
        if (sentence.length() <= MOST) {
            return sentence;
        }
        return sentence.substring(0, sentence.lastIndexOf(' ', MOST)) + " ...";
    }
}
