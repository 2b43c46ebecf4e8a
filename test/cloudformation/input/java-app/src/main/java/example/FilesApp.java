package example;

import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.StageProps;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/** A small app as somebody writes it in Java: a stack, one nested in it, and a stage with a stack of its own. */
public final class FilesApp {
    private static final Environment HERE =
            Environment.builder().account("111111111111").region("eu-west-1").build();

    /** A bucket that is open, and one that is closed in a nested stack. */
    static final class Files extends Stack {
        Files(final Construct scope, final String name) {
            super(scope, name, StackProps.builder().env(HERE).build());
            Bucket.Builder.create(this, "Open").build();
            final NestedStack inner = new NestedStack(this, "Inner");
            Bucket.Builder.create(inner, "Closed").blockPublicAccess(BlockPublicAccess.BLOCK_ALL).build();
        }
    }

    /** The same stack a second time, in a folder of its own. */
    static final class Shop extends Stage {
        Shop(final Construct scope, final String name) {
            super(scope, name, StageProps.builder().env(HERE).build());
            new Files(this, "Files");
        }
    }

    public static void main(final String[] args) {
        final App app = new App();
        new Files(app, "Files");
        new Shop(app, "Shop");
        app.synth();
    }

    private FilesApp() {}
}
